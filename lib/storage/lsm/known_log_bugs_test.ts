/** Bugs of other stores around the log and the manifest, each as a small story that must end well here. */

import { assert, assertEquals, assertThrows } from "@std/assert";
import { CorruptStorage } from "../corrupt.ts";
import { breachWords, exploreCrashes } from "../disk/crashes.ts";
import { SimulatedDisk } from "../disk/simulated_disk.ts";
import { UnusableLog } from "../wal/unusable_log.ts";
import { Lsm } from "./lsm.ts";
import { violations } from "./violations.ts";
import { tiny } from "./walk.ts";
import type { Disk } from "../disk/disk.ts";

const bytes = (...values: number[]) => Uint8Array.from(values);

function open(disk: Disk): Lsm {
  return new Lsm({ ...tiny, memtableBytes: 1e6, disk });
}

function keysOf(store: Lsm): string {
  return [...store.scan()].map(({ key }) => `${key}`).join(" ");
}

/** Explores the crashes of one piece of work on a store of a few keys; `check` says what is wrong. */
function explore(work: (store: Lsm) => void, check: (store: Lsm) => string | undefined): number {
  const start = new SimulatedDisk({ sectorBytes: 32, garbage: true });
  const store = open(start);
  for (const i of [1, 2, 3]) store.put(bytes(i), bytes(i));
  store.sync();
  const report = exploreCrashes({
    start,
    work: () => work(store),
    check(disk) {
      const found = open(disk);
      return violations(found)[0] ?? check(found);
    },
    budget: { perCrash: 30 },
  });
  assertEquals(report.breach && breachWords(report.breach), undefined);
  return report.tried;
}

Deno.test("etcd 13766: a flush and its place in the log are there together or not at all", () => {
  const tried = explore((store) => {
    store.freeze();
    store.put(bytes(4), bytes(4));
    store.settle();
  }, (found) => {
    const { flushed, levels } = found.inside();
    const isTable = (levels[0]?.length ?? 0) > 0;
    if (isTable !== (flushed === 3)) return `${levels[0]?.length} tables, flushed to ${flushed}`;
    return keysOf(found).startsWith("1 2 3") ? undefined : keysOf(found);
  });
  assert(tried > 10);
});

Deno.test("pebble 886: a crash while the log begins another file leaves one that can be read", () => {
  const tried = explore((store) => {
    store.put(bytes(4), bytes(4));
    store.freeze();
  }, (found) => /^1 2 3( 4)?$/.test(keysOf(found)) ? undefined : keysOf(found));
  assert(tried > 5);
});

Deno.test("rocksdb 12995: of a batch there is all or nothing", () => {
  explore((store) => {
    store.batch(
      [4, 5, 6, 7].map((i) => ({ type: "put", key: bytes(i), value: new Uint8Array(40) })),
    );
    store.freeze();
    store.settle();
  }, (found) => /^1 2 3( 4 5 6 7)?$/.test(keysOf(found)) ? undefined : keysOf(found));
});

function filesOf(disk: SimulatedDisk): (readonly [string, Uint8Array])[] {
  return disk.names().map((name) => [name, disk.read(name)]);
}

function copyOf(disk: SimulatedDisk): SimulatedDisk {
  return disk.holding(new Map(filesOf(disk)));
}

/** A store with two files of the log, neither of which is flushed. */
function withTwoLogs(): { disk: SimulatedDisk; first: string } {
  const disk = new SimulatedDisk(), store = open(disk);
  for (const i of [1, 2]) store.put(bytes(i), bytes(i));
  store.freeze();
  store.put(bytes(3), bytes(3));
  store.close();
  const [first, second] = disk.names().filter((name) => name.startsWith("log-")).sort();
  assert(second !== undefined);
  return { disk, first: first! };
}

Deno.test("rocksdb 7701: behind a bad record of one file of the log, the next one is not read", () => {
  const { disk, first } = withTwoLogs();
  assertEquals(keysOf(open(disk)), "1 2 3");
  const { length } = disk.read(first);
  for (let offset = 0; offset < length; offset++) {
    const damaged = copyOf(disk);
    damaged.damage(first, offset, 1);
    const given = damaged.read(first);
    assertThrows(() => open(damaged), UnusableLog);
    assertEquals(damaged.read(first), given);
  }
  for (let cut = 0; cut < length; cut++) {
    const shorter = copyOf(disk);
    shorter.truncate(first, cut);
    assertThrows(() => open(shorter), UnusableLog);
  }
  disk.remove(first);
  assertThrows(() => open(disk), UnusableLog);
});

Deno.test("rocksdb 1339: sequences are read, and a hole between them is refused", () => {
  // The log of a store that has more than this one.
  const full = new SimulatedDisk(), store = open(full);
  store.put(bytes(1), bytes(1));
  store.freeze();
  store.settle();
  store.put(bytes(2), bytes(2));
  store.close();
  const empty = new SimulatedDisk();
  open(empty).close();
  const mixed = new SimulatedDisk({
    files: new Map([
      ...filesOf(empty).filter(([name]) => name.startsWith("manifest-")),
      ...filesOf(full).filter(([name]) => name.startsWith("log-")),
    ]),
  });
  assertThrows(() => open(mixed), CorruptStorage, "it must go on with change 1: given change 2");
});

Deno.test("rocksdb 12873: a sequence whose record may be in the log is not given again", () => {
  let failures = 0;
  for (let nth = 0;; nth++) {
    const disk = new SimulatedDisk({ faults: [{ type: "sync fails", nth }] });
    try {
      const store = open(disk);
      for (let i = 0; i < 9; i++) store.put(bytes(1), bytes(i), { sync: true });
      break;
    } catch {
      failures++;
    }
    const store = open(disk), { last } = store.inside();
    assertEquals(store.get(bytes(1))?.[0], last === 0 ? undefined : last - 1);
    store.put(bytes(1), bytes(99), { sync: true });
    const again = open(disk);
    assertEquals([again.inside().last, again.get(bytes(1))?.[0]], [last + 1, 99]);
  }
  assert(failures > 10, `${failures} failures`);
});

Deno.test("rocksdb 4990: after the manifest has failed, nothing is removed that it may name", () => {
  let failures = 0;
  for (let nth = 0;; nth++) {
    const disk = new SimulatedDisk({ faults: [{ type: "sync fails", nth }] });
    let operation = "";
    disk.before = (one) => operation = one;
    try {
      const store = open(disk);
      for (let i = 0; i < 12; i++) {
        store.put(bytes(i), bytes(i));
        store.freeze();
        store.settle();
      }
      break;
    } catch { /* The sync that fails. */ }
    if (!operation.startsWith("sync manifest-")) continue;
    failures++;
    for (const { disk: left } of disk.afterCrash({ most: 8 })) {
      const found = open(left);
      assertEquals(violations(found), []);
      found.put(bytes(50), bytes(50));
      found.freeze();
      found.settle();
      assertEquals(violations(open(left)), []);
    }
  }
  assert(failures > 10, `${failures} failures`);
});
