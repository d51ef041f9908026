import { assert, assertEquals, assertThrows } from "@std/assert";
import { CorruptStorage } from "../corrupt.ts";
import { SimulatedDisk } from "../disk/simulated_disk.ts";
import type { Policy } from "./compaction/job.ts";
import { lazyLevelled } from "./compaction/lazy_levelled.ts";
import { levelled } from "./compaction/levelled.ts";
import { tiered } from "./compaction/tiered.ts";
import { Lsm } from "./lsm.ts";
import { tiny } from "./walk.ts";

const bytes = (...values: number[]) => Uint8Array.from(values);
const numbered = (i: number) => bytes(i >> 8, i & 255);

/** A store to which keys were written in an order that is none, and all of whose work is done. */
function filled(policy: Policy): Lsm {
  const options = { ...tiny, memtableBytes: 1000, tableBytes: 500, level1Bytes: 3000, ratio: 4 };
  const store = new Lsm({ ...options, policy, disk: new SimulatedDisk() });
  for (let i = 0; i < 3000; i++) {
    store.put(numbered(i * 7919 % 1000), new Uint8Array(20));
    if (i % 10 === 0) store.settle();
  }
  store.settle();
  return store;
}

Deno.test("what is written, and written again, is counted; a policy trades writes for runs", () => {
  const [one, several, lazy] = [levelled, tiered, lazyLevelled].map((policy) => {
    const store = filled(policy), statistics = store.statistics();
    const { userBytes, logBytes, flushedBytes, compactedBytes, levels } = statistics;
    assertEquals(userBytes, 3000 * 22);
    assert(logBytes > userBytes && flushedBytes > userBytes / 2, `${logBytes}, ${flushedBytes}`);
    const space = levels.reduce((sum, level) => sum + level.bytes, 0);
    const runs = levels.reduce((sum, level) => sum + level.runs, 0);
    return { writes: (flushedBytes + compactedBytes) / userBytes, space, runs, levels };
  });
  assert(several!.writes < one!.writes && lazy!.writes < one!.writes, "of writes");
  assert(one!.runs < several!.runs && one!.space < several!.space, "of runs and space");
  // Nearly all of the data is in the last level, which is one run where it is levelled.
  for (const { levels } of [one!, lazy!]) assertEquals(levels.at(-1)!.runs, 1);
});

Deno.test("a block is read from the disk once, and then found in the cache", () => {
  const store = new Lsm({ disk: new SimulatedDisk(), blockBytes: 64 });
  for (let i = 0; i < 50; i++) store.put(numbered(i), numbered(i));
  store.freeze();
  store.settle();
  store.get(numbered(7));
  const { readBytes, cache } = store.statistics();
  assert(readBytes > 64 && cache.misses === 1);
  store.get(numbered(7));
  assertEquals([store.statistics().readBytes, store.statistics().cache.hits], [readBytes, 1]);
});

Deno.test("a table that rots is told where it is read, and no compaction replaces it", () => {
  const disk = new SimulatedDisk(), store = new Lsm({ disk, blockBytes: 64, cacheBytes: 0 });
  for (let i = 0; i < 50; i++) store.put(numbered(i), numbered(i));
  store.freeze();
  store.settle();
  const [table] = disk.names().filter((name) => name.endsWith(".table"));
  disk.damage(table!, 30, 1);
  assertThrows(
    () => store.get(numbered(0)),
    CorruptStorage,
    `Cannot read the block at byte 0 of ${table}`,
  );
  assertThrows(() => [...store.scan()], CorruptStorage);
  assertEquals(store.get(numbered(49)), numbered(49));
  // Reading changes nothing, and so writes go on; a compaction that fails ends them.
  store.put(numbered(50), numbered(50));
  const error = assertThrows(() => store.compact(0), CorruptStorage);
  assertEquals(assertThrows(() => store.put(numbered(51), numbered(51))), error);
  assert(disk.names().includes(table!));
});
