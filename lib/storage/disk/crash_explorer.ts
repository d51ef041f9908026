/**
 * The crash explorer at work: it holds the work at each operation, and tries what a crash there would leave.
 *
 * @module
 */

import type {
  Breach,
  Crash,
  CrashBudget,
  CrashCheck,
  CrashPoint,
  CrashReport,
} from "./crash_report.ts";
import { fingerprint } from "./fingerprint.ts";
import type { SimulatedDisk } from "./simulated_disk.ts";

/** What was promised last, and a number for it: equal numbers, equal promises. */
interface Promised<P> {
  readonly value: P | undefined;
  readonly number: number;
}

/** Watches work that goes on for some time, and holds it at each operation of its disk. */
export class CrashExplorer<P> {
  readonly #disk: SimulatedDisk;
  readonly #check: CrashCheck<P>;
  readonly #budget: Required<CrashBudget>;
  readonly #points: CrashPoint[] = [];
  readonly #seen = new Set<string>();
  readonly #counts = {
    crashes: 0,
    processDeaths: 0,
    possible: 0,
    tried: 0,
    known: 0,
    isComplete: true,
  };
  #promised: Promised<P>;
  #promises = 0;
  #breach: Breach<P> | undefined;

  /** Watches what is done with a disk from now on. */
  constructor(disk: SimulatedDisk, check: CrashCheck<P>, budget: CrashBudget = {}) {
    const most = { perCrash: 1000, inAll: 1e6, depth: 0, perFurtherCrash: 20 };
    this.#disk = disk;
    this.#check = check;
    this.#budget = { ...most, seed: 0, processDeaths: false, ...budget };
    this.#promised = { value: undefined, number: 0 };
    const before = disk.before;
    disk.before = (operation, write) => {
      before(operation, write);
      this.#hold(operation);
    };
  }

  /** Somebody was told this. */
  promise(promised: P): void {
    this.#promised = this.#after(this.#promised, promised);
  }

  /** The work is over: the last crash is tried, and nothing is watched any more. */
  end(): CrashReport<P> {
    this.#hold(undefined);
    this.#disk.before = () => {};
    const report = { points: this.#points, ...this.#counts };
    return this.#breach === undefined ? report : { ...report, breach: this.#breach };
  }

  #after(last: Promised<P>, value: P): Promised<P> {
    return Object.is(last.value, value) ? last : { value, number: ++this.#promises };
  }

  #hold(operation: string | undefined): void {
    if (this.#breach !== undefined) return;
    const { possible, tried } = this.#counts, files = this.#disk.unsure();
    this.#tryAll(this.#states(this.#disk, this.#promised, operation, []));
    this.#points.push({
      operation,
      files,
      possible: this.#counts.possible - possible,
      tried: this.#counts.tried - tried,
    });
  }

  /**
   * All states that one crash left, then those that another in their checks left: few crashes are easier to
   * tell.
   */
  #tryAll(left: Iterable<State<P>>): void {
    for (let states = left, again = this.#budget.depth; again >= 0; again--) {
      const further: State<P>[] = [];
      for (const state of states) {
        this.#judge(state, again > 0 ? further : undefined);
        if (this.#breach !== undefined) return;
      }
      states = further;
    }
  }

  /** What a crash, or the death of the process, may leave now. */
  *#states(
    disk: SimulatedDisk,
    promised: Promised<P>,
    before: string | undefined,
    earlier: readonly Crash[],
  ): Generator<State<P>> {
    yield* this.#afterCrash(disk, promised, before, earlier);
    // Alone it loses nothing, so another crash must be able to follow.
    const { processDeaths, depth } = this.#budget;
    if (!processDeaths || earlier.length >= depth || this.#isSpent()) return;
    this.#counts.processDeaths++;
    this.#counts.tried++;
    const files = new Map(disk.names().map((name) => [name, disk.read(name)]));
    const death = { isProcessDeath: true, at: disk.operations, before, lost: [], files };
    yield { disk: disk.afterProcessDeath(), promised, crashes: [...earlier, death] };
  }

  /** What a crash may leave now, without what was tried before. */
  *#afterCrash(
    disk: SimulatedDisk,
    promised: Promised<P>,
    before: string | undefined,
    earlier: readonly Crash[],
  ): Generator<State<P>> {
    const { perCrash, perFurtherCrash, seed } = this.#budget, counts = this.#counts;
    const most = earlier.length === 0 ? perCrash : perFurtherCrash;
    const states = disk.crashStates({ most, seed: seed + counts.crashes });
    counts.crashes++;
    counts.possible += states.possible;
    counts.isComplete &&= states.isComplete;
    for (const { files, lost, key } of states) {
      const mark = markOf(`${earlier.length}:${promised.number}:${key}`);
      if (this.#seen.has(mark)) {
        counts.known++;
        continue;
      }
      if (this.#isSpent()) return;
      this.#seen.add(mark);
      counts.tried++;
      const crash = { isProcessDeath: false, at: disk.operations, before, lost, files };
      yield { disk: disk.holding(files), promised, crashes: [...earlier, crash] };
    }
  }

  #isSpent(): boolean {
    const isSpent = this.#counts.tried >= this.#budget.inAll;
    if (isSpent) this.#counts.isComplete = false;
    return isSpent;
  }

  #judge({ disk, promised, crashes }: State<P>, further: State<P>[] | undefined): void {
    let now = promised;
    const hold = (operation?: string) => {
      further?.push(...this.#states(disk, now, operation, crashes));
    };
    disk.before = hold;
    const said = saidBy(() =>
      this.#check(disk, promised.value, (value) => now = this.#after(now, value))
    );
    if (said !== undefined) this.#breach = { crashes, promised: promised.value, said };
    else hold();
  }
}

/** A state to be judged. */
interface State<P> {
  readonly disk: SimulatedDisk;
  readonly promised: Promised<P>;
  readonly crashes: readonly Crash[];
}

/** Short, as there are very many of them. */
function markOf(text: string): string {
  return fingerprint(new TextEncoder().encode(text));
}

function saidBy(check: () => string | undefined | void): string | undefined {
  try {
    return check() ?? undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
