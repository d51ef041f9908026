import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { Journal } from "./journal.ts";

/** Keeps everything, so that a test sees what a crash leaves. */
function journal(): Journal<number> {
  return new Journal((records) => [...records]);
}

const tenMs = () => 10;

Deno.test("records that arrive during an fsync share the next one", () => {
  const disk = journal();
  const durableAt = [0, 1, 9, 15].map((now) => {
    disk.append(now);
    return disk.durableAt(now, tenMs);
  });
  // The first fsync takes 0 to 10, the second 10 to 20, the third 20 to 30.
  assertEquals(durableAt, [10, 20, 20, 30]);
});

Deno.test("a disk that has been idle begins at once", () => {
  const disk = journal();
  disk.append(1);
  assertEquals(disk.durableAt(0, tenMs), 10);
  disk.append(2);
  assertEquals(disk.durableAt(25, tenMs), 35);
});

Deno.test("who has nothing new to write waits for the fsync under way and asks for no other", () => {
  const disk = journal();
  disk.append(1);
  assertEquals(disk.durableAt(0, tenMs), 10);
  assertEquals(disk.durableAt(5, tenMs), 10);
  disk.append(2);
  assertEquals(disk.durableAt(6, tenMs), 20);
  assertEquals(disk.durableAt(12, tenMs), 20);
});

Deno.test("an fsync that takes no time is over at once", () => {
  const disk = journal();
  disk.append(1);
  disk.append(2);
  assertEquals(disk.durableAt(3, () => 0), 3);
});

for (
  const [unsynced, left] of [["lost", [1, 2]], ["torn", [1, 2, 3]], ["kept", [
    1,
    2,
    3,
    4,
    5,
  ]]] as const
) {
  Deno.test(`after a crash, unsynced records are ${unsynced} and synced ones are there`, () => {
    const disk = journal();
    for (const record of [1, 2, 3, 4, 5]) disk.append(record);
    disk.synced(2);
    assertEquals(disk.crash(0, unsynced), 5 - left.length);
    assertEquals(disk.read(), left);
  });
}

Deno.test("what survived one crash survives the next, whatever that one takes", () => {
  const disk = journal();
  disk.append(1);
  disk.crash(0, "kept");
  disk.append(2);
  disk.crash(1, "lost");
  assertEquals(disk.read(), [1]);
});

Deno.test("a crash ends the fsync under way", () => {
  const disk = journal();
  disk.append(1);
  disk.durableAt(0, () => 1000);
  disk.crash(5, "lost");
  disk.append(2);
  assertEquals(disk.durableAt(6, tenMs), 16);
});

Deno.test("by default the last record is the journal", () => {
  const disk = new Journal<number>();
  for (const record of [1, 2, 3]) disk.append(record);
  disk.synced(2);
  disk.crash(0, "lost");
  assertEquals([disk.read(), disk.length], [[2], 2]);
});

Deno.test("a long journal is folded when all of it is durable, and only then", () => {
  const disk = new Journal<number>();
  for (let record = 1; record <= 100; record++) disk.append(record);
  disk.synced(99);
  disk.tidy();
  assertEquals(disk.read().length, 100);
  disk.synced(100);
  disk.tidy();
  assertEquals([disk.read(), disk.length], [[100], 100]);
});

Deno.test("folding shows in nothing: a journal of sums restarts as one that is never folded", () => {
  const sum = (records: readonly number[]) => records.reduce((total, record) => total + record, 0);
  const command = fc.oneof(
    fc.nat({ max: 9 }),
    fc.constantFrom("sync" as const, "lost" as const, "torn" as const, "kept" as const),
  );
  fc.assert(
    fc.property(fc.array(command, { maxLength: 300, size: "max" }), (commands) => {
      const folded = new Journal<number>((records) => [sum(records)]);
      const whole = journal();
      for (const item of commands) {
        for (const disk of [folded, whole]) {
          if (typeof item === "number") disk.append(item);
          else if (item === "sync") disk.synced(disk.length);
          else disk.crash(0, item);
          disk.tidy();
        }
        assertEquals(sum(folded.read()), sum(whole.read()));
      }
    }),
    { seed: 1 },
  );
});
