/** Crashes at every operation of a disk, with what each may leave. */

import { assert, assertEquals } from "@std/assert";
import type { Tell } from "../disk/crash_report.ts";
import { breachWords, exploreCrashes } from "../disk/crashes.ts";
import { SimulatedDisk, type SimulatedDiskOptions } from "../disk/simulated_disk.ts";
import { finish } from "./wait.ts";
import { Wal } from "./wal.ts";

/** Entries count up from 1; a checkpoint of one entry stands for all up to its number. */
interface Run {
  /** The last number that was written, or was being written. */
  readonly written: number;
  /** The last number that somebody was told to be durable. */
  readonly promised: number;
  /** Which life it is, from 1. */
  readonly life: number;
}

const body = (number: number, life: number) => Uint8Array.of(number, life, 7, 7);

/**
 * So long that in some of the files entries begin where sectors do: then a crash may lose one and keep the
 * next.
 */
const owner = "n".repeat(12), sectorBytes = 20;

function open(disk: SimulatedDisk): Wal {
  return new Wal({ disk, owner, fileBytes: 100 });
}

/** Reads the last number, and requires that all up to it are there and in the order of their writing. */
function lastNumber(wal: Wal): number {
  const bodies = wal.read();
  for (let i = 1; i < bodies.length; i++) {
    const [before, now] = [bodies[i - 1]!, bodies[i]!];
    if (now[0] !== before[0]! + 1) throw new Error(`${bodies}: a number is missing`);
    if (now[1]! < before[1]!) throw new Error(`${bodies}: an entry has come back`);
  }
  return bodies.at(-1)?.[0] ?? 0;
}

/** Someone who writes to a log. */
class Life {
  readonly #disk: SimulatedDisk;
  readonly #tell: Tell<Run>;
  readonly #number: number;
  readonly #wal: Wal;
  #written: number;

  /** Opens the log. What was read at a start counts, whoever had been told before. */
  constructor(disk: SimulatedDisk, tell: Tell<Run>, number: number) {
    this.#disk = disk;
    this.#tell = tell;
    this.#number = number;
    this.#wal = open(disk);
    this.#written = lastNumber(this.#wal);
    this.#promise(this.#written);
  }

  batch(size: number): void {
    const promised = this.#written;
    this.#written += size;
    this.#promise(promised);
    this.#wal.append(
      Array.from({ length: size }, (_, i) => body(promised + 1 + i, this.#number)),
    );
    this.#wal.sync();
    this.#promise(this.#written);
  }

  #promise(promised: number): void {
    this.#tell({ written: this.#written, promised, life: this.#number });
  }

  /** Writes a checkpoint of all up to now, and goes on meanwhile. */
  checkpoint(): void {
    const last = body(this.#written, this.#number);
    finish(this.#disk, this.#wal.rotate());
    let turns = 0;
    for (const wait of this.#wal.checkpoint([last])) {
      // At some of its stops, not all: each makes more disks to be tried.
      if (turns++ < 2) this.batch(1);
      if (wait === "names") this.#disk.syncFolder();
      else if (wait !== "others") this.#disk.sync(wait.sync);
    }
  }

  compact(): void {
    this.#wal.compact([body(this.#written, this.#number)]);
  }
}

/** It appends, begins further files, and compacts twice. */
function work(disk: SimulatedDisk, tell: Tell<Run>): void {
  const life = new Life(disk, tell, 1);
  for (const size of [1, 2, 3]) life.batch(size);
  life.checkpoint();
  for (const size of [2, 1]) life.batch(size);
  life.compact();
  life.batch(1);
}

function wrong(last: number, run: Run | undefined): string | undefined {
  const { promised = 0, written = 0 } = run ?? {};
  if (last >= promised && last <= written) return undefined;
  return `${promised} were promised and ${written} written, and ${last} are there`;
}

function check(disk: SimulatedDisk, run: Run | undefined): string | undefined {
  const last = lastNumber(open(disk));
  assertEquals(lastNumber(open(disk)), last, "what was read once is not read again");
  return wrong(last, run);
}

/** The same, and then a second life goes on where the first was cut short. */
function checkAndLive(disk: SimulatedDisk, run: Run | undefined, tell: Tell<Run>) {
  const words = check(disk, run);
  if (words !== undefined || run?.life === 2) return words;
  const life = new Life(disk, tell, 2);
  for (const size of [1, 2]) life.batch(size);
}

const disks: readonly (readonly [string, SimulatedDiskOptions])[] = [
  ["", {}],
  [", with room behind the entries", { roomBytes: 50 }],
  [", with garbage where nothing was written, and names in any order", {
    garbage: true,
    anyNames: true,
  }],
];

for (const [how, options] of disks) {
  Deno.test(`after a crash at any operation, whatever it leaves, no promise is broken${how}`, () => {
    const start = new SimulatedDisk({ ...options, sectorBytes, tearBytes: 1 });
    const report = exploreCrashes({ start, work, check, budget: { perCrash: 150 } });
    assertEquals(report.breach && breachWords(report.breach), undefined);
    const { crashes, tried } = report;
    assert(crashes > 60 && tried > 3500, `${crashes} crashes, ${tried} disks`);
  });
  Deno.test(`nor after a second crash, in the recovery from the first or later${how}`, () => {
    const start = new SimulatedDisk({ ...options, sectorBytes });
    const budget = { perCrash: 7, depth: 1, perFurtherCrash: 3 };
    const report = exploreCrashes({ start, work, check: checkAndLive, budget });
    assertEquals(report.breach && breachWords(report.breach), undefined);
    assert(report.tried > 3000, `${report.tried} disks`);
  });
}

Deno.test("a log that tells before it syncs breaks its promise, and this test finds it", () => {
  const disk = new SimulatedDisk({ sectorBytes, tearBytes: 1 });
  const wal = open(disk);
  wal.append([body(1, 1)]);
  const lasts = [...disk.afterCrash()].map((left) => lastNumber(open(left.disk)));
  assertEquals(new Set(lasts), new Set([0, 1]));
});
