/** Tables that come into a lower level as they are. */

import { assert, assertEquals } from "@std/assert";
import { breachWords, exploreCrashes } from "../disk/crashes.ts";
import { SimulatedDisk } from "../disk/simulated_disk.ts";
import { canMove } from "./compaction/job.ts";
import type { PlacedTable } from "./levels.ts";
import { Lsm } from "./lsm.ts";
import { violations } from "./violations.ts";
import { tiny } from "./walk.ts";

const bytes = (...values: number[]) => Uint8Array.from(values);
const open = (disk: SimulatedDisk) => new Lsm({ ...tiny, level1Bytes: 300, disk });

/** Puts this key and some value that is its own. */
function put(store: Lsm, i: number): void {
  store.put(bytes(i), bytes(i, ...Array(20).keys()), { sync: i % 3 === 0 });
}

/** The first bytes of all keys; each has the value that was put with it. */
function keys(store: Lsm): number[] {
  return [...store.scan()].map(({ key, value }) => {
    assertEquals(value[0], key[0]);
    return key[0]!;
  });
}

Deno.test("what is filled in order is written to the log and to one table, and to no other", () => {
  const disk = new SimulatedDisk(), store = open(disk);
  for (let i = 0; i < 200; i++) put(store, i);
  store.freeze();
  store.settle();
  const { compactedBytes, movedTables, levels } = store.statistics();
  assertEquals(compactedBytes, 0);
  assert(levels.length > 2 && movedTables > 20, `${levels.length} levels, ${movedTables} moves`);
  assertEquals(violations(store), []);
  store.close();
  for (const one of [open(disk), open(disk)]) {
    assertEquals(keys(one), Array.from({ length: 200 }, (_, i) => i));
    one.settle();
    assertEquals(violations(one), []);
  }
});

Deno.test("tables that share a key, or have a tombstone, are not moved", () => {
  const table = (smallest: number, largest: number, tombstones = 0): PlacedTable => ({
    ...{ name: `${smallest}`, bytes: 1, entries: 1, ranges: 0, leastSequence: 1 },
    ...{ greatestSequence: 1, smallest: bytes(smallest), largest: bytes(largest), tombstones },
  });
  assert(canMove([table(5, 6), table(1, 2), table(3, 4)]));
  assert(!canMove([table(5, 6), table(1, 5), table(3, 3)]));
  assert(!canMove([table(1, 9), table(3, 4)]));
  assert(!canMove([table(1, 2), table(3, 4, 1)]));
});

Deno.test("a compaction that somebody asks for drops what nobody sees, though it could move it", () => {
  const store = open(new SimulatedDisk()), snapshot = store.snapshot();
  put(store, 1);
  const held = store.snapshot();
  put(store, 1);
  store.freeze();
  store.settle();
  held.release();
  snapshot.release();
  store.compact(0);
  assertEquals(store.statistics().droppedVersions, 1);
});

Deno.test("whenever it crashes, tables are where they were, or where they were moved", () => {
  const total = 60;
  let moved = 0;
  const report = exploreCrashes<number>({
    start: new SimulatedDisk({ sectorBytes: 64, anyNames: true }),
    work(disk, promise) {
      const store = open(disk);
      for (let i = 0; i < total; i++) {
        put(store, i);
        if (i % 3 === 0) promise(i + 1);
      }
      store.freeze();
      store.settle();
      moved = store.statistics().movedTables;
    },
    check(disk, promised = 0) {
      const store = open(disk), found = keys(store);
      if (found.some((key, i) => key !== i)) return `${found} is not the first so many`;
      if (found.length < promised) return `${found.length} are there, ${promised} were durable`;
      store.settle();
      return violations(store)[0];
    },
    budget: { perCrash: 6 },
  });
  assertEquals(report.breach && breachWords(report.breach), undefined);
  assert(report.tried > 400 && moved > 5, `${report.tried} disks, ${moved} moves`);
});
