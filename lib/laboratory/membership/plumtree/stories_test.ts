import { assert, assertEquals } from "@std/assert";
import { branch, CRASH_MS, SECOND_MS } from "./branch.ts";
import { grown } from "./grown.ts";

Deno.test("branch: the first broadcast prunes two links, and the second is grafted past the node that is down", () => {
  const { trace, hadBoth } = branch();
  assertEquals(hadBoth, [0, 2, 3, 4, 5]);
  const links = (type: string, from: number, to: number) =>
    new Set(trace.flatMap((event) =>
      event.kind === "send" && event.at >= from && event.at < to &&
        (event.body as { type: string }).type === type
        ? [[event.from, event.to].sort().join("–")]
        : []
    ));
  assertEquals([...links("prune", 0, CRASH_MS)].sort(), ["2–3", "3–4"]);
  assertEquals([...links("graft", SECOND_MS, Infinity)].sort(), ["2–3", "3–4"]);
});

Deno.test("grown: eager links are a tree before and after some nodes crash, on links that are there", () => {
  for (const seed of [1, 3]) {
    for (const { eager, lazy, down, order, reached } of grown({ crash: 6, seed })) {
      const up = order.length - down.length;
      assertEquals(reached, up);
      assert(eager.length >= up - 1 && eager.length <= up, `${eager.length} links of ${up}`);
      assert([...eager, ...lazy].flat().every((node) => !down.includes(node)));
      assertEquals(new Set(order).size, 20);
    }
  }
});

Deno.test("no two payloads of the branch that is drawn lie over each other", () => {
  const slopes = branch().trace.flatMap((event) =>
    event.kind === "send" && event.from >= 0 && event.to < 6
      ? [`${event.at} ${event.from} ${(event.to - event.from) / event.latencyMs}`]
      : []
  );
  assertEquals(slopes.length, new Set(slopes).size);
});
