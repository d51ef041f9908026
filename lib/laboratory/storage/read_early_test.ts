import { assertEquals } from "@std/assert";
import { earlyReads } from "./read_early.ts";

const reads = earlyReads();

Deno.test("every engine shows a batch at once; a crash may take it, and none takes what was synced", () => {
  for (const { engine, atOnce, afterCrash, afterSync } of reads) {
    assertEquals([atOnce, afterCrash.includes("old"), afterSync], ["new", true, ["new"]], engine);
  }
});

Deno.test("a tree that copies writes nothing before the sync, so that a crash takes it for sure", () => {
  const surely = reads.filter(({ afterCrash }) => afterCrash.length === 1);
  assertEquals(surely.map(({ engine }) => engine), ["copying tree"]);
});

Deno.test("when the sync has failed, the trees show the batch and the others do not: both may", () => {
  assertEquals(reads.map(({ engine, afterFailure }) => [engine, afterFailure]), [
    ["map in memory", "old"],
    ["LSM tree", "old"],
    ["copying tree", "new"],
    ["tree with a log", "new"],
  ]);
});
