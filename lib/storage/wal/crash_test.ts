/** Crashes at every operation of a disk, with everything that each may leave. */

import { assert, assertEquals } from "@std/assert";
import { MemoryDisk } from "./memory_disk.ts";
import { finish } from "./wait.ts";
import { Wal } from "./wal.ts";

/** Entries count up from 1; a checkpoint of one entry stands for all up to its number. */
interface Run {
  /** The last number that was written, or was being written. */
  written: number;
  /** The last number that somebody was told to be durable. */
  promised: number;
  /** Counts the lives. */
  life: number;
}

class Crash extends Error {}

const body = (number: number, { life }: Run) => Uint8Array.of(number, life, 7, 7);

function open(disk: MemoryDisk): Wal {
  return new Wal({ disk, owner: "n", fileBytes: 100 });
}

/** Reads the last number, and requires that all up to it are there and in the order of their writing. */
function lastNumber(wal: Wal): number {
  const bodies = wal.read();
  for (let i = 1; i < bodies.length; i++) {
    assert(bodies[i]![0] === bodies[i - 1]![0]! + 1, `${bodies}: a number is missing`);
    assert(bodies[i]![1]! >= bodies[i - 1]![1]!, `${bodies}: an entry has come back`);
  }
  return bodies.at(-1)?.[0] ?? 0;
}

function batch(wal: Wal, run: Run, size: number): void {
  const first = run.written + 1;
  run.written += size;
  wal.append(Array.from({ length: size }, (_, i) => body(first + i, run)));
  wal.sync();
  run.promised = run.written;
}

/** Writes a checkpoint of all up to now, and goes on meanwhile. */
function checkpoint(disk: MemoryDisk, wal: Wal, run: Run): void {
  const last = body(run.written, run);
  finish(disk, wal.rotate());
  let turns = 0;
  for (const wait of wal.checkpoint([last])) {
    // At some of its stops, not all: each makes more disks to be tried.
    if (turns++ < 2) batch(wal, run, 1);
    if (wait === "names") disk.syncFolder();
    else if (wait !== "others") disk.sync(wait.sync);
  }
}

/** What a life does: it appends, begins further files, and compacts twice. */
function live(disk: MemoryDisk, run: Run): void {
  const wal = open(disk);
  run.written = lastNumber(wal);
  assert(run.written >= run.promised, `${run.promised} was promised, ${run.written} is there`);
  // What was read at a start counts, whoever had been told before.
  run.promised = run.written;
  for (const size of [1, 2, 3]) batch(wal, run, size);
  checkpoint(disk, wal, run);
  for (const size of [2, 1]) batch(wal, run, size);
  wal.compact([body(run.written, run)]);
  batch(wal, run, 1);
}

/** Lives until just before operation `at`; false when it got to the end. */
function liveUntil(disk: MemoryDisk, run: Run, at: number): boolean {
  disk.before = () => {
    if (disk.operations >= at) throw new Crash();
  };
  try {
    live(disk, run);
    return false;
  } catch (error) {
    if (!(error instanceof Crash)) throw error;
    return true;
  } finally {
    disk.before = () => {};
  }
}

function assertKept(disk: MemoryDisk, run: Run): void {
  const last = lastNumber(open(disk));
  assert(last >= run.promised && last <= run.written, `${last} of ${JSON.stringify(run)}`);
  // What was read once is read again.
  assertEquals(lastNumber(open(disk)), last);
}

for (const roomBytes of [0, 50]) {
  const how = roomBytes === 0 ? "" : ", with room behind the entries";
  Deno.test(`after a crash at any operation, whatever it leaves, no promise is broken${how}`, () =>
    crashEverywhere(roomBytes));
  Deno.test(`nor after a second crash, in the recovery from the first or later${how}`, () =>
    crashTwice(roomBytes));
}

/** An empty disk that makes this much room. */
function emptyDisk(roomBytes: number): MemoryDisk {
  return Object.assign(new MemoryDisk(), { roomBytes });
}

function crashEverywhere(roomBytes: number): void {
  let crashes = 0, disks = 0;
  for (let at = 0;; at++) {
    const disk = emptyDisk(roomBytes);
    const run = { written: 0, promised: 0, life: 1 };
    if (!liveUntil(disk, run, at)) break;
    crashes++;
    for (const left of disk.afterCrash()) {
      disks++;
      assertKept(left, run);
    }
  }
  assert(crashes > 32 && disks > 600, `${crashes} crashes, ${disks} disks`);
}

function crashTwice(roomBytes: number): void {
  let disks = 0;
  for (let at = 0;; at++) {
    const disk = emptyDisk(roomBytes);
    const run = { written: 0, promised: 0, life: 1 };
    if (!liveUntil(disk, run, at)) break;
    // Some, from another one each time: neighbours differ in one byte.
    const every = roomBytes === 0 ? 13 : 307;
    for (const [i, left] of [...disk.afterCrash()].entries()) {
      if ((i + at) % every === 0) disks += crashAgain(left, run);
    }
  }
  assert(disks > 3000, `${disks} disks`);
}

/** Lives on from a disk, to each of the first operations; returns how many disks that left. */
function crashAgain(start: MemoryDisk, before: Run): number {
  let disks = 0;
  const files = new Map(start.names().map((name) => [name, start.read(name)]));
  for (let at = 0; at < 6; at++) {
    const disk = Object.assign(new MemoryDisk(files), { roomBytes: start.roomBytes });
    const run = { ...before, life: 2 };
    if (!liveUntil(disk, run, at)) break;
    // Where the start itself was cut short, it has read nothing yet.
    run.written = Math.max(run.written, before.written);
    for (const left of disk.afterCrash()) {
      disks++;
      assertKept(left, run);
    }
  }
  return disks;
}

Deno.test("a log that tells before it syncs breaks its promise, and this test finds it", () => {
  const disk = new MemoryDisk();
  const wal = open(disk);
  wal.append([body(1, { written: 1, promised: 1, life: 1 })]);
  const lasts = [...disk.afterCrash()].map((left) => lastNumber(open(left)));
  assertEquals(new Set(lasts), new Set([0, 1]));
});
