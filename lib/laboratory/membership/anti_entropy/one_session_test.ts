import { assertEquals } from "@std/assert";
import { falseAgreement } from "./false_agreement.ts";
import { oneSession } from "./one_session.ts";

Deno.test("one session: nodes that hold the same say one thing and its answer", () => {
  const holds = { apple: ["red", 1], pear: ["green", 2] } as const;
  const { equalRoots, answer, here, trace } = oneSession({ here: holds, there: holds });
  assertEquals([equalRoots, answer], [true, "repaired"]);
  assertEquals(here, { apple: "red", pear: "green" });
  const sent = trace.filter((event) => event.kind === "send" && event.from < 2 && event.to < 2);
  assertEquals(sent.length, 2);
});

Deno.test("one session: what is newer at the partner comes, and what is older does not", () => {
  const { here } = oneSession({
    here: { apple: ["red", 5], pear: ["green", 2] },
    there: { apple: ["brown", 1], pear: ["yellow", 9], plum: ["blue", 3] },
  });
  assertEquals(here, { apple: "red", pear: "yellow", plum: "blue" });
});

Deno.test("false agreement: with each mistake roots are equal and nothing is repaired, and without it all is", () => {
  assertEquals(
    falseAgreement().map(({ mistake, equalRoots, answer, here }) => [
      mistake === undefined,
      equalRoots,
      answer,
      Object.values(here).join(),
    ]),
    [
      [true, false, "repaired", "red,yellow"],
      [false, true, "repaired", "red,green"],
      [true, false, "repaired", "red,red"],
      [false, true, "repaired", ""],
    ],
  );
});
