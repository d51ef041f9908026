/** Scripts that are played, the first of them twice: what goes wrong is told in the smallest, and drawn. @module */

import type { TraceEvent } from "../model/trace.ts";
import type { Grading } from "./grading.ts";
import { Wrong } from "./wrong.ts";

/** What went wrong in a script. */
export interface Found {
  /** All of it, in words. */
  readonly words: string;
  /** When it did, as the trace counts. */
  readonly at: number;
  /** What had happened. */
  readonly trace: TraceEvent[];
  /** What was done instead. */
  readonly breach: string;
  /** What had to be done. */
  readonly must: string;
  /** Why. */
  readonly rule: string;
}

/** So many scripts are played twice. */
const PLAYED_TWICE = 30;

/**
 * Requires that nothing is found in any case. The first are played once more as a rehearsal, which shows what is
 * remembered where it should not be; of that no smaller script is looked for.
 */
export function tellSmallest<C>(
  cases: Iterable<C>,
  play: (given: C, isRehearsed: boolean) => Found | undefined,
  smaller: (given: C) => Iterable<C>,
  grading: Grading,
): void {
  let found: Found | undefined, judged = 0, isElsewhere = false;
  const check = (given: C) => {
    if (isElsewhere) return;
    let wrong = play(given, false);
    if (wrong === undefined && ++judged <= PLAYED_TWICE) {
      wrong = play(given, true);
      isElsewhere = wrong !== undefined;
    }
    if (wrong === undefined) return;
    found = wrong;
    throw new Wrong(wrong.words);
  };
  try {
    grading.forAll(cases, check, smaller);
  } catch (thrown) {
    const isTold = found !== undefined && thrown instanceof Wrong &&
      thrown.message.startsWith(found.words);
    if (!isTold) throw thrown;
    grading.wentWrong(thrown.message, { ...found!, seed: grading.foundSeed ?? grading.firstSeed });
  }
}
