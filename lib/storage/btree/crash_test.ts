/** Both trees and every crash, also in recovery, and disks that fail. CPU: 5 s. */

import { assert, assertEquals, assertThrows } from "@std/assert";
import { breachWords, exploreCrashes } from "../disk/crashes.ts";
import { DiskFailure, type DiskFault } from "../disk/faults.ts";
import { SimulatedDisk } from "../disk/simulated_disk.ts";
import type { Change } from "../engine/engine.ts";
import { openCopyTree } from "./copy/open.ts";
import type { BTree } from "./engine.ts";
import { openLogTree } from "./log/open.ts";

const trees: Record<string, (disk: SimulatedDisk) => BTree> = {
  copy: (disk) => openCopyTree(disk, { pageBytes: 128, groupPages: 12 }),
  log: (disk) => openLogTree(disk, { pageBytes: 128, groupPages: 3, checkpointFrames: 9 }),
};

const counter = Uint8Array.of(0);

/**
 * Batch `i` says its number, and changes something else; some of it needs pages of its own, or frees
 * many.
 */
function batchOf(i: number): readonly Change[] {
  const value = new Uint8Array(i % 5 === 0 ? 200 : 10).fill(i);
  const changes: Change[] = [
    { type: "put", key: counter, value: Uint8Array.of(i) },
    { type: "put", key: Uint8Array.of(1, i % 7), value },
  ];
  if (i % 4 !== 0) return changes;
  return [...changes, { type: "delete range", from: Uint8Array.of(1, 2), to: Uint8Array.of(1, 4) }];
}

/** What there must be after the first so many batches. */
function after(count: number): readonly (readonly [string, string])[] {
  const entries = new Map<string, string>();
  for (let i = 1; i <= count; i++) {
    for (const change of batchOf(i)) {
      if (change.type === "put") entries.set(change.key.toHex(), change.value.toHex());
      else for (const key of ["0102", "0103"]) entries.delete(key);
    }
  }
  return [...entries].sort(([a], [b]) => a < b ? -1 : 1);
}

/** Which batch was the last, when all is as it was after that. */
function lastOf(tree: BTree): number {
  const last = tree.get(counter)?.[0] ?? 0;
  assertEquals(tree.violations(), []);
  const entries = Array.from(
    tree.scan(),
    ({ key, value }) => [key.toHex(), value.toHex()] as const,
  );
  assertEquals(entries, after(last));
  return last;
}

/** Two lives of nine batches, every third durable when it is written. */
function live(
  open: (disk: SimulatedDisk) => BTree,
  disk: SimulatedDisk,
  promise: (last: number) => void,
): void {
  for (let life = 0, i = 0; life < 2; life++) {
    const tree = open(disk);
    for (const end = i + 9; i < end;) {
      const sync = ++i % 3 === 0;
      tree.batch(batchOf(i), { sync });
      if (sync) promise(i);
    }
    tree.close();
    promise(i);
  }
}

for (const [name, open] of Object.entries(trees)) {
  const budgets = [
    { perCrash: name === "copy" ? 150 : 25 },
    { perCrash: name === "copy" ? 20 : 3, depth: 1, perFurtherCrash: 2 },
  ];
  for (const budget of budgets) {
    const again = budget.depth === 1 ? " and another in its recovery" : "";
    Deno.test(`${name}: after any crash${again} it holds the first batches, and all durable ones`, () => {
      let torn = 0;
      const report = exploreCrashes<number>({
        start: new SimulatedDisk({ sectorBytes: 64, tearBytes: 30, garbage: true }),
        work: (disk, promise) => live(open, disk, promise),
        check(disk, promised = 0, promise) {
          const tree = open(disk), last = lastOf(tree);
          torn += tree.statistics.tornRoots;
          assert(last >= promised, `${promised} was promised, and ${last} is there`);
          promise(last);
          tree.batch(batchOf(last + 1), { sync: true });
          promise(last + 1);
          assertEquals(lastOf(tree), last + 1);
        },
        budget: { ...budget, inAll: 2500 },
      });
      assertEquals(report.breach && breachWords(report.breach), undefined);
      assert(report.tried > 300 && torn > 3, `${report.tried} states, ${torn} torn roots`);
    });
  }

  for (const type of ["sync fails", "write fails"] as const) {
    Deno.test(`${name}: any ${type.replace(" ", " that ")} ends all writing; what opens is durable`, () => {
      let failures = 0;
      for (let nth = 0;; nth++) {
        const fault: DiskFault = type === "sync fails" ? { type, nth } : { type, nth, kept: 70 };
        const disk = new SimulatedDisk({ sectorBytes: 64, faults: [fault] });
        let promised = 0, tree: BTree | undefined;
        const watched = (disk: SimulatedDisk) => tree = open(disk);
        try {
          live(watched, disk, (last) => promised = last);
          break;
        } catch (error) {
          assert(error instanceof DiskFailure, String(error));
          failures++;
        }
        assertLatched(tree);
        // Opened at once, without a crash: nothing that is there may be lost any more, though the disk
        // may have dropped it.
        const again = open(disk), last = lastOf(again);
        assert(last >= promised, `fault ${nth}: ${promised} was promised, and ${last} is there`);
        assertSurvives(open, disk, last);
        again.batch(batchOf(last + 1), { sync: true });
        assertSurvives(open, disk, last + 1);
      }
      assert(failures > 12, `${failures} failures`);
    });
  }

  Deno.test(`${name}: a read that fails harms nothing`, () => {
    for (let nth = 0;; nth++) {
      const disk = new SimulatedDisk();
      let tree = open(disk);
      for (let i = 1; i < 10; i++) tree.batch(batchOf(i));
      tree.close();
      const failing = new SimulatedDisk({
        faults: [{ type: "read fails", nth }],
        files: new Map(disk.names().map((name) => [name, disk.read(name)])),
      });
      try {
        tree = open(failing);
        tree.batch(batchOf(10), { sync: true });
        break;
      } catch (error) {
        assert(error instanceof DiskFailure, String(error));
      }
      tree = open(failing);
      assert(lastOf(tree) >= 9);
    }
  });
}

/** A tree that failed, if it was opened at all, refuses every further write. */
function assertLatched(tree: BTree | undefined): void {
  if (tree === undefined) return;
  const failed = tree;
  const first = assertThrows(() => failed.put(counter, counter));
  const second = assertThrows(() => failed.sync());
  assert(first === second || /given a closed one/.test((first as Error).message));
}

function assertSurvives(
  open: (disk: SimulatedDisk) => BTree,
  disk: SimulatedDisk,
  promised: number,
): void {
  for (const { disk: left, lost } of disk.afterCrash({ most: 20 })) {
    const last = lastOf(open(left));
    assert(last >= promised, `${promised} was there, ${last} is; ${lost}`);
  }
}
