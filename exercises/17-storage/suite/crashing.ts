/**
 * Work on a disk, with every crash: the first that breaks what was promised is told, and drawn. The
 * explorer tries the crashes from the first operation on, and those that lose one thing before those that
 * lose several.
 *
 * @module
 */

import type { Figure } from "hb/figure/figure.ts";
import { isLacking } from "hb/grade/lacking.ts";
import { type Grading, Wrong } from "hb/grade/part.ts";
import type { TraceEvent } from "hb/model/trace.ts";
import type { Breach, CrashBudget, Tell } from "hb/storage/disk/crash_report.ts";
import { CrashExplorer } from "hb/storage/disk/crash_explorer.ts";
import {
  type AskedWrite,
  SimulatedDisk,
  type SimulatedDiskOptions,
} from "hb/storage/disk/simulated_disk.ts";
import { asking, listed, many, said } from "./saying.ts";
import { drawSectors } from "./sectors.ts";

/** What is done, and what must hold after each crash. */
export interface Crashing<P> {
  /** What is asked, in words. */
  readonly asked: string;
  readonly disk?: SimulatedDiskOptions;
  readonly budget?: CrashBudget;
  /**
   * Crashes are tried when all is done, and not before each operation: where the disk fails, that ends the
   * work.
   */
  readonly onlyAtEnd?: boolean;
  /** What is to be learnt of a crash at the end; default: that nothing is sure after a failure. */
  readonly lesson?: string;
  work(disk: SimulatedDisk, tell: Tell<P>): void;
  /** What is wrong with what a crash left; nothing if it is right. */
  check(disk: SimulatedDisk, promised: P | undefined, tell: Tell<P>): Broken | undefined;
}

/** What is wrong after a crash. */
export interface Broken {
  readonly came: string;
  readonly must: string;
  readonly why: string;
}

/**
 * Requires that no crash breaks what is promised, and then, where the budget says so, that several do not.
 */
export function survives<P>(crashing: Crashing<P>, grading: Grading): void {
  const { budget = {} } = crashing;
  if ((budget.depth ?? 0) > 0) explore({ ...crashing, budget: { ...budget, depth: 0 } }, grading);
  explore(crashing, grading);
}

function explore<P>(crashing: Crashing<P>, grading: Grading): void {
  const { asked, work, check, budget = {}, lesson = FAILED } = crashing;
  const options = { sectorBytes: 8, ...crashing.disk };
  const disk = new SimulatedDisk(options), operations: string[] = [];
  disk.before = (operation, write) =>
    void operations.push(operation + (write === undefined ? "" : writtenInWords(write)));
  let broken: Broken | undefined, lacking: unknown;
  const explorerOf = () =>
    new CrashExplorer<P>(disk, (left, promised, tell) => {
      try {
        broken = grading.asked(
          () => check(left, promised, tell),
          () => `asked: ${asked}\n  after a crash`,
        );
      } catch (thrown) {
        if (isLacking(thrown)) lacking = thrown;
        broken = { came: wordsOf(thrown), must: "it opens", why: OPENS };
      }
      if (broken !== undefined && crashing.onlyAtEnd) {
        broken = { ...broken, why: broken.why + lesson };
      }
      return broken?.came;
    }, { perCrash: 400, ...budget });
  let explorer = crashing.onlyAtEnd ? undefined : explorerOf(), last: P | undefined;
  const tell = (promised: P) => {
    last = promised;
    explorer?.promise(promised);
  };
  asking(grading, () => ({ asked, must: DOES_WELL, why: WHY_WELL }), () => work(disk, tell));
  if (explorer === undefined) {
    explorer = explorerOf();
    if (last !== undefined) explorer.promise(last);
  }
  const { breach } = explorer.end();
  if (lacking !== undefined) throw lacking;
  if (breach === undefined || broken === undefined) return;
  const drawing = drawSectors({
    options,
    crash: breach.crashes[0]!,
    found: broken.came,
    work: (disk) => work(disk, () => {}),
  });
  const seed = budget.seed ?? 1;
  tellBreach(asked, operations, { ...breach, seed, ...(drawing && { drawing }) }, broken, grading);
}

/** What a write is asked to change, in words that follow those of the operation. */
function writtenInWords({ bytes, offset }: AskedWrite): string {
  return `${offset === undefined ? "" : ` from byte ${offset} on`}, ${many(bytes, "byte")}`;
}

const DOES_WELL = "it is done";
const WHY_WELL = "the disk does all that it is asked for, but for what is said of it";

const FAILED =
  ". After a write or a sync that has failed nobody knows what is on the disk: no later sync " +
  "proves anything (section 17.3, " +
  "the seventh way)";

const OPENS = "whatever a crash leaves, what was promised can be opened (section 17.2)";

const wordsOf = (thrown: unknown) =>
  thrown instanceof Wrong
    ? thrown.message.replace(/^[^]*?\n {2}after a crash: /, "")
    : String(thrown);

/** Lines with their numbers; of very many the first and the last. */
function abridged(lines: readonly string[]): string {
  const rows = listed(lines).split("\n");
  return (rows.length > 26 ? rows.toSpliced(3, rows.length - 23, "     …") : rows).join("\n");
}

function tellBreach<P>(
  asked: string,
  operations: readonly string[],
  { crashes, seed, drawing }: Breach<P> & { readonly seed: number; readonly drawing?: Figure },
  broken: Broken,
  grading: Grading,
): never {
  const [first] = crashes;
  const done = first?.before === undefined ? operations : operations.slice(0, first.at);
  const falls = crashes.map(({ before, lost }, i) => {
    const when = before === undefined ? "when all is done" : `just before it would "${before}"`;
    const what = lost.length === 0 ? "nothing is lost" : lost.join("; ");
    return `${i === 0 ? "a crash" : "at the start after it, another crash"} ${when}: ${what}`;
  });
  const words = said({
    ...broken,
    asked: `${asked}. Your code did:\n${abridged([...done, ...falls])}`,
  });
  const trace: TraceEvent[] = [];
  let now = 0;
  const next = () => now += 20;
  for (const type of done) trace.push({ kind: "timer", at: next(), node: 0, timer: { type } });
  for (const fall of falls) {
    const at = next();
    trace.push({ kind: "crash", at, node: 0 });
    trace.push({ kind: "fault", at, words: fall, nodes: [0] });
    trace.push({ kind: "start", at: next(), node: 0, recovered: true });
  }
  const breach = `${falls.join("; ")}. Then: ${broken.came}`;
  trace.push({ kind: "violation", at: now, invariant: PROMISE, words: breach, nodes: [0] });
  grading.wentWrong(words, {
    seed,
    at: now,
    rule: broken.why,
    must: broken.must,
    breach,
    trace,
    ...(drawing && { drawing }),
  });
}

const PROMISE = "what was promised is kept";
