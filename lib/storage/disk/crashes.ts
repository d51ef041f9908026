/**
 * Crashes tried one and all: a piece of work is stopped just before each operation of the disk and when it is
 * over, and everything that the crash may leave is opened and judged. The idea is ALICE's (Pillai and others
 * 2014, *All file systems are not created equal: on the complexity of crafting crash-consistent
 * applications*), which found 60 such bugs in 11 applications.
 *
 * @module
 */

import { CrashExplorer } from "./crash_explorer.ts";
import type { Breach, CrashBudget, CrashCheck, CrashReport, Tell } from "./crash_report.ts";
import { SimulatedDisk } from "./simulated_disk.ts";

/** What is explored. */
export interface CrashExploration<P> {
  /** The disk that the work begins with; default an empty one. */
  readonly start?: SimulatedDisk;
  /** Does something, and notes what it promised. */
  readonly work: (disk: SimulatedDisk, promise: Tell<P>) => void;
  /** Judges a state by what is there and what was promised, and by nothing else. */
  readonly check: CrashCheck<P>;
  /** How much is tried. */
  readonly budget?: CrashBudget;
}

/**
 * Tries every crash. It ends with the first breach; the work itself is always done to its end, since it is
 * only held while a crash is tried. What the work throws, this throws.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { exploreCrashes } from "hb/storage/disk/crashes.ts";
 *
 * const report = exploreCrashes<string>({
 *   work(disk, promise) {
 *     disk.append("greeting", new TextEncoder().encode("hello"));
 *     promise("hello"); // Too early: neither the file nor its name is synced.
 *   },
 *   check: (disk, promised) =>
 *     promised !== undefined && !disk.names().includes("greeting") ? "it is gone" : undefined,
 * });
 * assertEquals(report.breach?.crashes[0]?.lost, ["undone: create greeting"]);
 * ```
 */
export function exploreCrashes<P>(exploration: CrashExploration<P>): CrashReport<P> {
  const { start = new SimulatedDisk(), work, check, budget } = exploration;
  const explorer = new CrashExplorer(start, check, budget);
  work(start, (promised) => explorer.promise(promised));
  return explorer.end();
}

/** A breach for a person to read, one line for each crash and one for the check. */
export function breachWords<P>({ crashes, said }: Breach<P>): string {
  const lines = crashes.map(({ isProcessDeath, at, before, lost }, i) => {
    const when = before === undefined ? "when all was done" : `before operation ${at}, ${before}`;
    const what = isProcessDeath
      ? "the process dies, and the machine goes on"
      : lost.length === 0
      ? "nothing was lost"
      : lost.join("; ");
    return `${i === 0 ? "A crash" : "Another crash in the recovery"} ${when}: ${what}.`;
  });
  return [...lines, `Then: ${said}`].join("\n");
}
