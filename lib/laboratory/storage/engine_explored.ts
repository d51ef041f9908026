/**
 * An engine under the crash explorer: after any crash it opens, and holds what the first so many batches
 * left, at least all that were told to be durable.
 *
 * @module
 */

import type { CrashBudget, CrashReport } from "../../storage/disk/crash_report.ts";
import { breachWords, exploreCrashes } from "../../storage/disk/crashes.ts";
import { DiskFailure, type DiskFault, faultWords } from "../../storage/disk/faults.ts";
import { SimulatedDisk, type SimulatedDiskOptions } from "../../storage/disk/simulated_disk.ts";
import { careful, type Careless } from "./careless.ts";
import {
  afterwards,
  type Batches,
  begin,
  type EngineKind,
  EngineLife,
  type EngineStep,
  type ExploredEngine,
  usualWork,
} from "./engine_life.ts";
import { shown } from "./small_map.ts";

/** How an engine is explored. */
export interface EngineExploration<E extends ExploredEngine> extends EngineKind<E> {
  /** What is done; default `usualWork`. */
  readonly work?: readonly EngineStep[];
  /** Whether it was begun before, with one entry, on a disk that left out nothing; default false. */
  readonly isBegun?: boolean;
  /** What its disk leaves out; default nothing. */
  readonly careless?: Careless;
  /** What the disk is like; by default its sectors have 128 bytes. */
  readonly disk?: SimulatedDiskOptions;
  /** How much is tried; default all that one crash may leave, and no second crash. */
  readonly budget?: CrashBudget;
}

/** What was found. */
export interface EngineReport
  extends Pick<CrashReport<Batches>, "crashes" | "processDeaths" | "tried" | "isComplete"> {
  /** How many operations of the disk there were. */
  readonly operations: number;
  /** How many of the syncs among them were made to fail, one at a time; 0: none had to. */
  readonly failures: number;
  /** The first breach, in words. */
  readonly breach?: string;
}

/**
 * Tries every crash of some work, to the first breach; and then, if only a sync that fails can show what the
 * disk leaves out, with each sync in turn that fails.
 */
export function exploreEngine<E extends ExploredEngine>(
  exploration: EngineExploration<E>,
): EngineReport {
  const { careless = careful } = exploration, plain = explored(exploration, []);
  const { crashes, processDeaths, tried, isComplete } = plain, operations = plain.points.length - 1;
  const report = { operations, failures: 0, crashes, processDeaths, tried, isComplete };
  if (plain.breach !== undefined) return { ...report, breach: breachWords(plain.breach) };
  if (careless.needsFailure !== true) return report;
  const syncs = plain.points.filter(({ operation }) => operation?.startsWith("sync ")).length;
  for (let nth = 0; nth < syncs; nth++) {
    const fault: DiskFault = { type: "sync fails", nth }, found = explored(exploration, [fault]);
    report.failures++;
    report.crashes += found.crashes;
    report.processDeaths += found.processDeaths;
    report.tried += found.tried;
    report.isComplete &&= found.isComplete;
    if (found.breach === undefined) continue;
    return { ...report, breach: `${faultWords(fault)}.\n${breachWords(found.breach)}` };
  }
  return report;
}

function explored<E extends ExploredEngine>(
  exploration: EngineExploration<E>,
  faults: readonly DiskFault[],
): CrashReport<Batches> {
  const { work = usualWork, careless = careful, disk, isBegun = false, budget } = exploration;
  const like = { sectorBytes: 128, ...disk, ...careless.disk }, before = new SimulatedDisk(like);
  const first = isBegun ? begin(exploration, before) : "";
  const files = new Map(before.names().map((name) => [name, before.read(name)]));
  return exploreCrashes<Batches>({
    start: new SimulatedDisk({ ...like, files, faults }),
    work: (disk, tell) =>
      unlessItFails(() => new EngineLife(exploration, careless.below(disk), tell).live(work)),
    check(disk, promised = { states: [first], told: 0 }, tell) {
      const life = new EngineLife(exploration, careless.below(disk), tell);
      const wrong = wrongWith(life.contents, promised);
      if (wrong === undefined) life.live(afterwards);
      return wrong;
    },
    budget: { perCrash: 1e6, ...budget },
  });
}

function wrongWith(found: string, { states, told }: Batches): string | undefined {
  const count = states.lastIndexOf(found), batches = states.length - 1;
  if (count >= told) return undefined;
  const holds = `it holds ${shown(found)}`;
  if (count >= 0) return `${holds}, as after ${count} batches, and ${told} were told to be durable`;
  return batches === 0
    ? `${holds}, and it held ${shown(states[0]!)}`
    : `${holds}, which no first so many of ${batches} batches leave`;
}

/** A disk that fails ends the work. */
function unlessItFails(work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof DiskFailure)) throw error;
  }
}
