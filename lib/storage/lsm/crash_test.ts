/** Every crash of a small piece of work, another one in the recovery from each, and syncs that fail. */

import { assert, assertEquals, assertThrows } from "@std/assert";
import { breachWords, exploreCrashes } from "../disk/crashes.ts";
import type { DiskFault } from "../disk/faults.ts";
import { SimulatedDisk } from "../disk/simulated_disk.ts";
import type { Change } from "../engine/engine.ts";
import { Lsm } from "./lsm.ts";
import { violations } from "./violations.ts";
import { afterAll, type Model } from "./sorted_map.ts";
import { tiny } from "./walk.ts";

/** What was written, and how much of it is durable for sure. */
interface Promised {
  readonly models: readonly Model[];
  readonly durable: number;
}

const bytes = (...values: number[]) => Uint8Array.from(values);

/** Puts, deletes and range deletes over seven keys; each batch differs from all before it. */
function batches(count: number): readonly (readonly Change[])[] {
  return Array.from({ length: count }, (_, i) => [
    { type: "put", key: bytes((i * 3) % 7), value: bytes(i, i, i, i) },
    i % 5 === 4
      ? { type: "delete range", from: bytes(i % 7), to: bytes(i % 7 + 2) }
      : { type: "delete", key: bytes((i * 5) % 7) },
    { type: "put", key: bytes(7), value: bytes(i) },
  ]);
}

const options = { ...tiny, memtableBytes: 150, tableBytes: 60, level1Bytes: 100 };

function open(disk: SimulatedDisk): Lsm {
  return new Lsm({ ...options, disk });
}

/** Writes all batches, syncs some, and lets the work come at odd times; notes what is promised. */
function live(
  disk: SimulatedDisk,
  all: readonly (readonly Change[])[],
  promise: (p: Promised) => void,
) {
  const store = open(disk), models: Model[] = [contents(store)];
  let durable = 0;
  for (const [i, changes] of all.entries()) {
    models.push(afterAll(models.at(-1)!, changes));
    promise({ models: [...models], durable });
    store.batch(changes, { sync: i % 3 === 0 });
    if (i % 3 === 0) durable = i + 1;
    promise({ models: [...models], durable });
    if (i % 4 === 3) store.freeze();
    if (i % 4 === 1) store.settle();
  }
  assertEquals(violations(store), []);
  return store;
}

function contents(store: Lsm): Model {
  return new Map([...store.scan()].map(({ key, value }) => [key.toHex(), value]));
}

const words = (model: Model) =>
  [...model].map(([key, value]) => `${key}=${value.toHex()}`).sort().join(" ");

/** What is wrong with what a crash left, if anything: then it is written to, and opened again. */
function judge(
  disk: SimulatedDisk,
  promised: Promised | undefined,
  promise: (p: Promised) => void = () => {},
): string | undefined {
  const { models, durable } = promised ?? { models: [new Map()], durable: 0 };
  const store = open(disk), now = contents(store), found = words(now);
  if (!models.slice(durable).some((model) => words(model) === found)) {
    return `${found} is none of the states from ${durable} on`;
  }
  const [problem] = violations(store);
  if (problem !== undefined) return problem;
  const change = { type: "put", key: bytes(9), value: bytes(9) } as const;
  const next = [now, afterAll(now, [change])];
  promise({ models: next, durable: 0 });
  store.batch([change], { sync: true });
  promise({ models: next, durable: 1 });
  store.freeze();
  store.settle();
  const again = words(contents(open(disk)));
  const expected = words(next[1]!);
  return again === expected ? undefined : `${again}, and not ${expected}, after another start`;
}

Deno.test("whenever it crashes, a store holds the first so many batches, and all that were durable", () => {
  let store: Lsm | undefined;
  const report = exploreCrashes<Promised>({
    start: new SimulatedDisk({ sectorBytes: 32, garbage: true }),
    work: (disk, promise) => store = live(disk, batches(24), promise),
    check: judge,
    budget: { perCrash: 8 },
  });
  assertEquals(report.breach && breachWords(report.breach), undefined);
  assert(report.tried > 400, `${report.tried} disks`);
  const { compactions, movedTables, droppedTombstones } = store!.statistics();
  assert(
    compactions[1]! > 1 && compactions[2]! > 0 && movedTables > 0 && droppedTombstones > 2,
    `${compactions} compactions, ${movedTables} moves, ${droppedTombstones} tombstones dropped`,
  );
});

Deno.test("nor does a crash in the recovery from a crash lose anything", () => {
  const report = exploreCrashes<Promised>({
    start: new SimulatedDisk({ sectorBytes: 64 }),
    work: (disk, promise) => live(disk, batches(9), promise),
    check: judge,
    budget: { perCrash: 4, perFurtherCrash: 2, depth: 1 },
  });
  assertEquals(report.breach && breachWords(report.breach), undefined);
  assert(report.tried > 1000, `${report.tried} disks`);
});

Deno.test("names of files may survive in any order", () => {
  const report = exploreCrashes<Promised>({
    start: new SimulatedDisk({ sectorBytes: 64, anyNames: true }),
    work: (disk, promise) => live(disk, batches(12), promise),
    check: judge,
    budget: { perCrash: 10 },
  });
  assertEquals(report.breach && breachWords(report.breach), undefined);
});

/** Lives with a fault until the store throws; what was promised then, and what it threw. */
function failing(fault: DiskFault): { disk: SimulatedDisk; promised: Promised; thrown?: unknown } {
  const disk = new SimulatedDisk({ sectorBytes: 32, faults: [fault] });
  let promised: Promised = { models: [new Map()], durable: 0 };
  try {
    live(disk, batches(16), (one) => promised = one);
  } catch (thrown) {
    return { disk, promised, thrown };
  }
  return { disk, promised };
}

for (const type of ["sync fails", "write fails"] as const) {
  Deno.test(`${type}: no promise is broken, not after a start on the same disk and a crash then`, () => {
    let faults = 0;
    for (let nth = 0;; nth++) {
      const { disk, promised, thrown } = failing({ type, nth });
      if (thrown === undefined) break;
      faults++;
      for (const { disk: left } of disk.afterCrash({ most: 6 })) {
        assertEquals(judge(left, promised), undefined, `fault ${nth}`);
      }
      // The system goes on: what the sync failed to write can still be read.
      const found = open(disk), held = { models: [contents(found)], durable: 0 };
      assertEquals(judge(disk.holding(new Map(files(disk))), promised), undefined, `fault ${nth}`);
      found.put(bytes(8), bytes(8), { sync: true });
      found.freeze();
      found.settle();
      const all = {
        models: [afterAll(held.models[0]!, [{ type: "put", key: bytes(8), value: bytes(8) }])],
      };
      for (const { disk: left } of disk.afterCrash({ most: 6 })) {
        assertEquals(judge(left, { ...all, durable: 0 }), undefined, `fault ${nth}, then a crash`);
      }
    }
    assert(faults > 30, `${faults} faults`);
  });
}

function files(disk: SimulatedDisk): [string, Uint8Array][] {
  return disk.names().map((name) => [name, disk.read(name)]);
}

Deno.test("after a failure every write throws what the first one threw, and reads go on", () => {
  const disk = new SimulatedDisk({ faults: [{ type: "write fails", nth: 12 }] });
  const store = open(disk);
  let first: unknown;
  for (let i = 0; first === undefined; i++) {
    try {
      store.put(bytes(i), bytes(i));
    } catch (error) {
      first = error;
    }
  }
  const before = files(disk);
  const calls = [
    () => store.put(bytes(1), bytes(2)),
    () => store.delete(bytes(1)),
    () => store.sync(),
    () => store.work(100),
    () => store.freeze(),
    () => store.compact(0),
  ];
  for (const call of calls) assertEquals(assertThrows(call), first);
  assertEquals(store.get(bytes(0)), bytes(0));
  assertEquals(files(disk), before);
  assertEquals(assertThrows(() => store.close()), first);
  assertThrows(() => store.get(bytes(0)), Error, "given a closed one");
});
