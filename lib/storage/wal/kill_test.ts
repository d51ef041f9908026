/**
 * The process dies and the machine goes on, at any operation: nothing is lost then, and nothing has become
 * durable. The next process opens the log, and the power fails at any operation of that, and later. CPU: 5 s.
 */

import { assert, assertEquals } from "@std/assert";
import type { CrashReport, Tell } from "../disk/crash_report.ts";
import { breachWords, exploreCrashes } from "../disk/crashes.ts";
import { DiskFailure, type DiskFault } from "../disk/faults.ts";
import { SimulatedDisk, type SimulatedDiskOptions } from "../disk/simulated_disk.ts";
import { finish } from "./wait.ts";
import { Wal } from "./wal.ts";

/** Entries count up from 1; a checkpoint of one stands for all up to its number. */
interface Run {
  /** The last number that was written, or was being written. */
  readonly written: number;
  /** The last number that somebody was told of. */
  readonly told: number;
}

const body = (number: number) => Uint8Array.of(number, 7, 7, 7);
const open = (disk: SimulatedDisk) => new Wal({ disk, owner: "n", fileBytes: 100 });

/** Reads the last number, and requires that none is missing before it. */
function lastOf(wal: Wal): number {
  const numbers = wal.read().map(([number]) => number!);
  for (const [i, number] of numbers.entries()) {
    assert(i === 0 || number === numbers[i - 1]! + 1, `${numbers}: a number is missing`);
  }
  return numbers.at(-1) ?? 0;
}

/** Appends, begins further files, and compacts. */
function live(disk: SimulatedDisk, tell: Tell<Run>): void {
  const wal = open(disk);
  let told = 0;
  const append = (count: number) => {
    tell({ written: told + count, told });
    wal.append(Array.from({ length: count }, (_, i) => body(told + 1 + i)));
    wal.sync();
    told += count;
    tell({ written: told, told });
  };
  for (const count of [1, 2, 3]) append(count);
  wal.compact([body(told)]);
  append(2);
  finish(disk, wal.rotate());
  append(1);
}

/** What is read counts from then on, and so does one entry more. */
function check(disk: SimulatedDisk, run: Run | undefined, tell: Tell<Run>): string | undefined {
  const { written, told } = run ?? { written: 0, told: 0 }, wal = open(disk), last = lastOf(wal);
  if (last < told || last > written) {
    return `${told} of ${written} were told, and ${last} are there`;
  }
  tell({ written: last + 1, told: last });
  wal.append([body(last + 1)]);
  wal.sync();
  tell({ written: last + 1, told: last + 1 });
  assertEquals(lastOf(open(disk)), last + 1);
}

function explored(options: SimulatedDiskOptions): CrashReport<Run> {
  return exploreCrashes<Run>({
    start: new SimulatedDisk({ sectorBytes: 32, ...options }),
    work: live,
    check,
    // At first the process dies, and nothing else happens.
    budget: { perCrash: 0, perFurtherCrash: 12, depth: 1, processDeaths: true },
  });
}

const disks: readonly (readonly [string, SimulatedDiskOptions, deaths: number, tried: number])[] = [
  ["", {}, 42, 1629],
  [", with room behind the entries", { roomBytes: 50 }, 53, 2449],
  [", with garbage and names in any order", { anyNames: true, garbage: true }, 42, 2052],
];

for (const [how, options, deaths, tried] of disks) {
  Deno.test(`a process dies, the next one recovers, the power fails: nothing is lost${how}`, () => {
    const report = explored(options);
    assertEquals(report.breach && breachWords(report.breach), undefined);
    assertEquals([report.processDeaths, report.tried], [deaths, tried]);
  });
}

/** The process works until its disk fails, and dies; what the power's failure leaves of the next one's work. */
function afterFailure(fault: DiskFault): CrashReport<Run> | undefined {
  const disk = new SimulatedDisk({ sectorBytes: 32, anyNames: true, faults: [fault] });
  let run: Run | undefined;
  try {
    live(disk, (now) => run = now);
  } catch (error) {
    if (!(error instanceof DiskFailure)) throw error;
    return exploreCrashes<Run>({
      start: disk.afterProcessDeath(),
      work(disk, tell) {
        const wrong = check(disk, run, tell);
        assertEquals(wrong, undefined);
      },
      check(disk, now = run, tell) {
        return check(disk, now, tell);
      },
      budget: { perCrash: 50 },
    });
  }
  return undefined;
}

Deno.test("what can be read after a write or a sync that failed is durable before it counts", () => {
  let failures = 0, tried = 0;
  for (const type of ["sync fails", "write fails"] as const) {
    for (let nth = 0;; nth++) {
      const report = afterFailure({ type, nth });
      if (report === undefined) break;
      assertEquals(report.breach && `${type} ${nth}\n${breachWords(report.breach)}`, undefined);
      failures++;
      tried += report.tried;
    }
  }
  assertEquals([failures, tried], [31, 3201]);
});
