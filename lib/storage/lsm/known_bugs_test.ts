/** Bugs of other stores, each as a small story that must end well here. Tests are named after the reports. */

import { assert, assertEquals, assertThrows } from "@std/assert";
import { SimulatedDisk } from "../disk/simulated_disk.ts";
import type { Scan } from "../engine/engine.ts";
import { objections } from "./compaction/job.ts";
import { levelled } from "./compaction/levelled.ts";
import { Survival } from "./compaction/survival.ts";
import { tiered } from "./compaction/tiered.ts";
import { tablesOf } from "./levels.ts";
import { Lsm, type LsmSnapshot } from "./lsm.ts";
import type { LsmOptions } from "./options.ts";
import { RangeTombstones } from "./range_tombstones.ts";
import { violations } from "./violations.ts";
import { tiny } from "./walk.ts";

const key = (text: string) => new TextEncoder().encode(text);
const never = { compactAt: 99, slowAt: 99, stopAt: 99 };

/** A store that does nothing but what the test says. */
function open(options: Partial<LsmOptions> = {}): Lsm {
  return new Lsm({
    ...tiny,
    memtableBytes: 1e6,
    level1Bytes: 1e6,
    level0: never,
    disk: new SimulatedDisk(),
    ...options,
  });
}

function put(store: Lsm, ...texts: string[]): void {
  for (const text of texts) {
    store.put(key(text), key(`${text} is here, in ${store.inside().last + 1}`));
  }
}

function flush(store: Lsm): void {
  store.freeze();
  store.settle();
}

/** Flushes, and compacts until everything is in a level. */
function sink(store: Lsm, level: number): void {
  flush(store);
  for (let from = 0; from < level; from++) store.compact(from);
}

function keysOf(reading: Lsm | LsmSnapshot, scan?: Scan): string {
  return [...reading.scan(scan)].map((entry) => new TextDecoder().decode(entry.key)).join(" ");
}

function deleteRange(store: Lsm, from: string, to: string): void {
  store.batch([{ type: "delete range", from: key(from), to: key(to) }]);
}

Deno.test("leveldb 184: versions of one key are never in two tables of a run", () => {
  const store = open({ tableBytes: 1 });
  const snapshots = Array.from({ length: 9 }, () => {
    put(store, "a", "b", "c");
    return store.snapshot();
  });
  sink(store, 1);
  const tables = tablesOf(store.inside().levels[1]);
  assertEquals(tables.map(({ entries }) => entries), [9, 9, 9]);
  store.delete(key("b"));
  sink(store, 1);
  store.compact(1, { from: key("b"), to: key("b\0") });
  assertEquals([keysOf(store), violations(store)], ["a c", []]);
  for (const snapshot of snapshots) assertEquals(keysOf(snapshot), "a b c");
});

Deno.test("leveldb 184: a table that ends with a key takes along the one that begins with it", () => {
  const store = open({ tableBytes: 1 });
  put(store, "a", "c", "e", "g");
  const snapshot = store.snapshot();
  deleteRange(store, "a", "e");
  sink(store, 1);
  const { levels } = store.inside(), [first] = tablesOf(levels[1]);
  // The range tombstone was cut where the second table begins, and so the first one ends there.
  assertEquals(first!.largest, key("c"));
  store.compact(1, { to: key("b") });
  assertEquals([keysOf(store), keysOf(snapshot), violations(store)], ["e g", "a c e g", []]);
});

Deno.test("cockroach 70965: what a snapshot sees stays under a range tombstone", () => {
  const store = open();
  put(store, "k");
  const snapshot = store.snapshot();
  deleteRange(store, "a", "z");
  sink(store, 3);
  assertEquals([keysOf(snapshot), keysOf(store)], ["k", ""]);
  snapshot.release();
  sink(store, 1);
  for (const level of [3, 4]) store.compact(level);
  assertEquals([tablesOf(store.inside().levels[5]), keysOf(store)], [[], ""]);
});

Deno.test("pebble 26, 2015: a range tombstone does not reach beyond the table that it was cut for", () => {
  const store = open({ tableBytes: 1 });
  put(store, "a", "c", "e", "g", "i");
  sink(store, 3);
  put(store, "b", "d", "f", "h");
  const snapshot = store.snapshot();
  deleteRange(store, "a", "j");
  put(store, "c", "g");
  sink(store, 1);
  put(store, "d", "h");
  sink(store, 1);
  for (const from of ["a", "c", "e", "g"]) {
    store.compact(1, { from: key(from), to: key(`${from}\0`) });
    assertEquals([keysOf(store), keysOf(snapshot)], ["c d g h", "a b c d e f g h i"]);
    assertEquals(violations(store), []);
  }
});

Deno.test("badger 1422: a tombstone stays while a table below its level has its key", () => {
  const store = open();
  put(store, "a", "k", "z");
  sink(store, 3);
  put(store, "a", "z");
  sink(store, 1);
  store.delete(key("k"));
  sink(store, 1);
  assertEquals(keysOf(store), "a z");
  store.compact(1);
  assertEquals(keysOf(store), "a z");
  store.compact(2);
  assertEquals([keysOf(store), tablesOf(store.inside().levels[3])[0]!.tombstones], ["a z", 0]);
});

Deno.test("badger 464: a tombstone stays while another run of its level has its key", () => {
  const store = open({ policy: tiered });
  put(store, "k");
  sink(store, 1);
  store.delete(key("k"));
  flush(store);
  const { levels } = store.inside(), [older] = tablesOf(levels[1]), [newer] = tablesOf(levels[0]);
  const version = { key: key("k"), sequence: 2, kind: "delete", value: key("") } as const;
  assertEquals(new Survival([], new RangeTombstones(), [older!]).keeps(version), true);
  assertEquals(new Survival([], new RangeTombstones(), []).keeps(version), false);
  // To move it below what it hides is refused.
  assertEquals(objections(levels, { inputs: new Set([newer!.name]), level: 2 }).length, 1);
});

Deno.test("bitcask 82: a key whose tombstone was merged does not come back with a start", () => {
  const disk = new SimulatedDisk();
  let store = open({ disk });
  put(store, "k", "l");
  sink(store, 2);
  store.delete(key("k"));
  for (const level of [1, 2, 3]) {
    sink(store, 1);
    store.compact(level - 1);
    assertEquals(keysOf(store), "l");
    store.close();
    store = open({ disk });
    assertEquals(keysOf(store), "l");
  }
});

Deno.test("fjall 241: what was cleared in one go stays so after a start", () => {
  for (const isFlushed of [false, true]) {
    const disk = new SimulatedDisk();
    let store = open({ disk });
    put(store, "a", "b", "c");
    if (isFlushed) sink(store, 2);
    deleteRange(store, "", "z");
    for (let start = 0; start < 3; start++) {
      store.close();
      store = open({ disk });
      assertEquals([keysOf(store), violations(store)], ["", []]);
      if (isFlushed) flush(store);
    }
  }
});

Deno.test("pebble 320: limits with which writes would stop for ever are refused", () => {
  const wrong = [
    { compactAt: 4, slowAt: 3, stopAt: 8 },
    { compactAt: 4, slowAt: 8, stopAt: 7 },
    { compactAt: 0, slowAt: 8, stopAt: 12 },
  ];
  for (const level0 of wrong) {
    assertThrows(() => open({ level0 }), RangeError, "Cannot open the store because level0.");
  }
  assertThrows(() => open({ ratio: 1 }), RangeError, "ratio must be at least 2: given 1");
});

Deno.test("pebble 320: writes that nobody helps never stop, even if level 0 is full at first", () => {
  const disk = new SimulatedDisk();
  let store = open({ disk });
  for (let i = 0; i < 20; i++) {
    put(store, `${i}`);
    flush(store);
  }
  store.close();
  const level0 = { compactAt: 2, slowAt: 2, stopAt: 3 };
  store = open({ disk, level0, memtableBytes: 50, compactionPace: 1e-9 });
  for (let i = 0; i < 200; i++) {
    put(store, `${i}`);
    assert(store.inside().levels[0]!.length <= 3);
  }
  assert(store.statistics().stalls > 10);
  store.settle();
  assertEquals(
    levelled(store.inside().levels, { ...level0, level1Bytes: 1e6, ratio: 2 }),
    undefined,
  );
});

Deno.test("tigerbeetle 191: what is frozen can be read before it is a table", () => {
  const store = open();
  put(store, "a", "b");
  const snapshot = store.snapshot();
  store.delete(key("b"));
  store.freeze();
  for (let i = 0;; i++) {
    assertEquals([keysOf(store), keysOf(snapshot), keysOf(store, { reverse: true })], [
      "a",
      "a b",
      "a",
    ]);
    assertEquals([store.get(key("b")), snapshot.get(key("b"))?.length], [undefined, 15]);
    if (!store.work(1) && i > 2) break;
  }
});

Deno.test("tigerbeetle 764: the same writes leave the same bytes", () => {
  const [first, second] = [0, 1].map(() => {
    const disk = new SimulatedDisk(), store = open({ ...tiny, disk });
    for (let i = 0; i < 200; i++) put(store, `${i * 7 % 60}`);
    store.close();
    return disk.names().toSorted().map((name) => [name, disk.read(name)]);
  });
  assertEquals(first, second);
});

Deno.test("pebble 1023: a range from the empty key is deleted and flushed", () => {
  const store = open();
  put(store, "", "a", "b");
  deleteRange(store, "", "a\0");
  sink(store, 2);
  assertEquals([keysOf(store), violations(store)], ["b", []]);
});
