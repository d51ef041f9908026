import { assert, assertEquals } from "@std/assert";
import { splitBrainExplored } from "./naive.ts";
import { outage } from "./outage.ts";
import { healthy, lostWrite, readsUnacknowledged, splitBrain } from "./scenes.ts";
import { bugs } from "../../../replication/primary_backup/bugs.ts";

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
  assertEquals([failure?.property, failure?.steps], ["linearizable", 4]);
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

Deno.test("a confirmed read of a write that only the primary has waits, or the next reader does not see it", () => {
  const { rules } = bugs["reads what is not acknowledged"]!.change;
  const lost = readsUnacknowledged(rules);
  assertEquals([outcomes(lost), lost.linearizable], [["unknown", 1, null], false]);
  const waits = readsUnacknowledged();
  assertEquals([outcomes(waits), waits.linearizable], [["unknown", "unknown", null], true]);
});

Deno.test("a failed primary costs message delays by how many backups must be asked and told", () => {
  const delays = (backups: number, acknowledgements?: number) =>
    outage({ fails: "primary", backups, ...acknowledgements && { acknowledgements } }).outage;
  // The view; with a second backup, where that one stands, and the operation itself: there and back.
  assertEquals([delays(2), delays(3)], [5, 5]);
  // Before it, all backups are sealed.
  assertEquals(delays(2, 1), 7);
  // Somebody who is alone answers when next asked, which is up to a quarter of a message delay later.
  assertEquals(Math.floor(delays(1)), 1);
});

Deno.test("a failed backup costs the one message by which its primary hears of it, or nothing", () => {
  assertEquals(outage({ fails: "backup", backups: 1 }).outage, 1);
  assertEquals(outage({ fails: "backup", backups: 2 }).outage, 1);
  assert(outage({ fails: "backup", backups: 2, acknowledgements: 1 }).outage < 1);
});
