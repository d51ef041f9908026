import { assert, assertEquals } from "@std/assert";
import { splitBrainExplored } from "./naive.ts";
import { outage } from "./outage.ts";
import { healthy, lostWrite, splitBrain } from "./scenes.ts";

const outcomes = ({ history }: ReturnType<typeof healthy>) =>
  history.map(({ outcome, output }) => outcome === "ok" ? output : outcome);

Deno.test("primary and backup: a write and a read when all is well", () => {
  assertEquals(outcomes(healthy()), [null, 1]);
  assertEquals(outcomes(healthy({ reads: "confirmed" })), [null, 1]);
});

Deno.test("a naive pair that is parted has two primaries, and the shortest run that shows it is found", () => {
  const parted = splitBrain("naive");
  assertEquals(outcomes(parted), [null, null, 1, 2]);
  assert(!parted.linearizable);
  const { failure } = splitBrainExplored();
  assertEquals(failure?.property, "linearizable");
  console.log(failure?.steps);
});

Deno.test("under the same schedule a fenced primary that is parted answers nothing", () => {
  for (const reads of ["forwarded", "confirmed"] as const) {
    const fenced = splitBrain({ reads });
    assertEquals(outcomes(fenced), [null, "unknown", 1, "unknown"]);
    assert(fenced.linearizable);
  }
});

Deno.test("an asynchronous primary loses a write that it has answered, and a synchronous one does not", () => {
  const lost = lostWrite({ acknowledgements: 0 });
  assertEquals(outcomes(lost), [null, null]);
  assert(!lost.linearizable);
  const kept = lostWrite({});
  assertEquals(outcomes(kept), ["unknown", null]);
  assert(kept.linearizable);
});

Deno.test("outages in message delays", () => {
  for (const backups of [1, 2, 3]) {
    console.log(
      backups,
      outage({ fails: "primary", backups }),
      outage({ fails: "backup", backups }),
    );
    if (backups > 1) {
      console.log(
        "semi",
        outage({ fails: "primary", backups, acknowledgements: 1 }),
        outage({ fails: "backup", backups, acknowledgements: 1 }),
      );
    }
  }
});
