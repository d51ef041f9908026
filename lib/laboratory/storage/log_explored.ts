/**
 * A log under the crash explorer. What a log owes: after any crash it opens, and gives the first so many
 * entries that were appended, at least all that were told to be durable, in one life and over all of them.
 *
 * @module
 */

import type { CrashReport, Tell } from "../../storage/disk/crash_report.ts";
import { exploreCrashes } from "../../storage/disk/crashes.ts";
import { DiskFailure, type DiskFault } from "../../storage/disk/faults.ts";
import { SimulatedDisk } from "../../storage/disk/simulated_disk.ts";
import { type LogParts, openLog, type TinyLog } from "./tiny_log.ts";

/** A body, or that all so far is made durable and told to be. */
export type LogWork = Uint8Array | "sync";

/** What is known of a log. */
export interface Appended {
  /** The bodies that count, in their order: what was found in the beginning, and what was appended since. */
  readonly bodies: readonly Uint8Array[];
  /** How many of them were told to be durable. */
  readonly told: number;
}

/** How a log is explored. */
export interface LogExploration {
  /** What is done with it. */
  readonly work: readonly LogWork[];
  /** What the disk does wrong; default nothing. */
  readonly faults?: readonly DiskFault[];
  /** How long the disk's sectors are; default eight bytes. */
  readonly sectorBytes?: number;
  /** Whether it may refuse to open, as it must where the disk lost what was durable; default false. */
  readonly mayRefuse?: boolean;
  /** How many crashes there may be, each further one in the recovery from that before or later; default 1. */
  readonly crashes?: number;
}

/** What the life after a crash appends. */
const next = body("X");

/** The body of a letter: twelve times that, which is more than a sector. */
export function body(letter: string): Uint8Array {
  return new Uint8Array(12).fill(letter.charCodeAt(0));
}

/** Bodies for a person to read. */
export function bodyWords(bodies: readonly Uint8Array[]): string {
  if (bodies.length === 0) return "nothing";
  return bodies.map((one) =>
    one.length === 0 ? "an entry of no bytes" : String.fromCharCode(one.at(-1)!)
  ).join(", ");
}

/** Tries every crash, and all that it may leave; a log that comes back goes on with one more entry. */
export function exploreLog(
  parts: LogParts,
  { work, faults = [], sectorBytes = 8, mayRefuse = false, crashes = 1 }: LogExploration,
): CrashReport<Appended> {
  return exploreCrashes<Appended>({
    start: new SimulatedDisk({ sectorBytes, faults }),
    work: (disk, promise) => {
      const log = openLog(disk, parts);
      live(log, { bodies: log.bodies, told: 0 }, work, promise);
    },
    check(disk, { bodies, told } = { bodies: [], told: 0 }, promise) {
      let log: TinyLog;
      try {
        log = openLog(disk, parts);
      } catch {
        return mayRefuse ? undefined : "the log is refused, and the disk did nothing wrong";
      }
      const found = log.bodies;
      if (!isBeginning(found, bodies)) {
        return `the log holds ${bodyWords(found)}, and what was appended is ${bodyWords(bodies)}`;
      }
      if (found.length < told) {
        return `the log holds ${bodyWords(found)}, and ${
          bodyWords(bodies.slice(0, told))
        } was told`;
      }
      const now = { bodies: found, told: found.length };
      promise(now);
      live(log, now, [next, "sync"], promise);
    },
    budget: { perCrash: 1e6, perFurtherCrash: 1e6, depth: crashes - 1 },
  });
}

/** Does some work, and goes on with the next where the disk or the log refuses something. */
function live(log: TinyLog, start: Appended, work: readonly LogWork[], promise: Tell<Appended>) {
  let now = start;
  const change = (later: Appended) => promise(now = later);
  for (const one of work) {
    if (one !== "sync") change({ ...now, bodies: [...now.bodies, one] });
    try {
      if (one !== "sync") log.append(one);
      else log.finish(() => change({ ...now, told: now.bodies.length }));
    } catch (error) {
      if (!(error instanceof DiskFailure)) throw error;
    }
  }
}

function isBeginning(found: readonly Uint8Array[], all: readonly Uint8Array[]): boolean {
  return found.every((one, i) => {
    const other = all[i];
    return other !== undefined && one.length === other.length &&
      one.every((byte, at) => byte === other[at]);
  });
}
