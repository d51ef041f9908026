import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { tablesOf } from "../../storage/lsm/levels.ts";
import {
  appliedTooEarly,
  droppedTombstone,
  filterOfVersions,
  forgottenSnapshot,
  halfABatch,
  lsmStories,
  type LsmStory,
  reusedSequence,
  splitKey,
  storyRows,
  unsyncedTable,
} from "./lsm_stories.ts";

const reads = (story: LsmStory) => {
  const { wrong, right } = story.tell();
  return [wrong.read, right.read];
};

Deno.test("a tombstone that is dropped too early: what was deleted comes back", () => {
  assertEquals(reads(droppedTombstone), ["hot", "nothing"]);
  const { wrong, right } = droppedTombstone.tell();
  const tombstones = ({ levels }: typeof wrong) =>
    levels!.after.flatMap(tablesOf).reduce((sum, table) => sum + table.tombstones, 0);
  assertEquals([tombstones(wrong), tombstones(right)], [0, 1]);
  assertEquals(right.levels!.after.map((level) => level.length), [0, 1, 1]);
});

Deno.test("leveldb 184: two versions of a key in two tables, and the older is found", () => {
  assertEquals(reads(splitKey), ["cold", "hot"]);
  const { wrong, right } = splitKey.tell();
  const tables = ({ levels }: typeof wrong) => tablesOf(levels!.after[1]).length;
  assertEquals([tables(wrong), tables(right)], [4, 3]);
});

Deno.test("a filter of keys with their sequences: keys that are there are found by false alarms only", () => {
  const [wrong, right] = reads(filterOfVersions);
  assert(Number.parseInt(wrong!) < 10, wrong);
  assertEquals(right, "200 of 200");
});

Deno.test("an iterator that sees half of a batch: the sum is one that never was", () => {
  assertEquals(reads(halfABatch), ["100 + 50 = 150", "100 + 0 = 100"]);
});

Deno.test("rocksdb 1339: sequences are given again after recovery, and what was written is gone", () => {
  assertEquals(reads(reusedSequence), ["cold", "hot"]);
});

Deno.test("a snapshot that a compaction does not ask for: what it saw is gone", () => {
  assertEquals(reads(forgottenSnapshot), ["nothing", "cold"]);
});

Deno.test("a table that is named before it is synced: a crash leaves a store that cannot be opened", () => {
  const [wrong, right] = reads(unsyncedTable);
  assertStringIncludes(
    wrong!,
    "Cannot read 00000001.table because it must have 180 bytes: given 0",
  );
  assertEquals(right, "hot");
});

Deno.test("a batch that is read before it is durable: after a crash it never was", () => {
  assertEquals(reads(appliedTooEarly), ["hot, and then cold", "cold, and then cold"]);
});

Deno.test("all stories are in the table, each with a mistake of its own that shows", () => {
  const rows = storyRows();
  assertEquals(new Set(rows.map(({ mistake }) => mistake)).size, 8);
  assert(rows.every(({ wrong, right }) => wrong !== right));
  for (const { plot, source } of lsmStories) assert(plot.endsWith(".") && source.length > 10, plot);
});
