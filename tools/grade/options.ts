/** The options of `deno task grade`. @module */

import { parseCommandLine } from "../command/command_line.ts";
import { defaulting, flag, perhaps, text, wholeNumber } from "../command/option.ts";
import { typed } from "../command/typed.ts";

/** What is to be graded, and how. */
export interface GradeOptions {
  /** The exercises, by number or slug; all when none is named. */
  readonly exercises: readonly string[];
  /** Only this part. */
  readonly part?: number;
  /** How many seeds each part tries; by default what the part says. */
  readonly seeds?: number;
  /** The first seed. */
  readonly seedBase?: number;
  /** Where the results go as JSON. */
  readonly json?: string;
  /** Where the results go as JUnit XML. */
  readonly junit?: string;
  /** Where the results go in Gradescope's format. */
  readonly gradescope?: string;
  /** The folder of somebody's answers, which are graded instead of those in the project. */
  readonly submission?: string;
  /** How long a part may take, in s. */
  readonly limitS: number;
  /** Grade the reference solutions instead of the reader's files. */
  readonly solutions: boolean;
  /** Whether what is not done yet ends the command with 1, too. */
  readonly complete: boolean;
  /** Say what the parts ask for instead of grading them. */
  readonly statement: boolean;
  /** How many hints to show for each part, from a nudge to nearly the answer, instead of grading. */
  readonly hints?: number;
  /** Check that stubs, solutions and mutants fare as they must. */
  readonly selfCheck: boolean;
}

/** More seeds at once tell nothing more. */
const MOST_SEEDS = 10_000;
/** No part has more hints. */
export const MOST_HINTS = 9;
/** Seeds are counted up from it, and are exact. */
const LAST_SEED = Number.MAX_SAFE_INTEGER - 2 * MOST_SEEDS;

/** What `--help` prints. */
export const gradeHelp = `${typed("grade")} [NN …] [options]

Grades your answers in exercises/, all of them or those of the chapters NN. The exit code is 0, 1 when a
part is wrong or could not be judged, 2 when nothing could be graded.

  --part N              only this part
  --statement           say what the parts ask for, and grade nothing
  --hints [N]           show the first N hints (1), and grade nothing
  --seed N              only the run of this seed, as a failure names it
  --seeds N             how many seeds each part tries, up to 10000
  --seed-base N         the first of them
  --limit-s N           how long a part may work, in seconds (20); with --seeds, that for each seed
  --complete            end with 1 also when a part is not done yet
  --submission PATH     grade the answers in this folder instead, or in a file from a page of the book
  --solutions           grade the reference solutions instead
  --json FILE           write the results as JSON,
  --junit FILE          as JUnit's XML,
  --gradescope FILE     in Gradescope's format
  --self-check          check that stubs, solutions and mutants fare as they must
  --help                this text`;

/** Reads the command line; throws a `UsageError` where it makes no sense. */
export function parseGrade(args: readonly string[]): GradeOptions {
  const { values, words } = parseCommandLine({
    purpose: "grade",
    words: true,
    options: {
      part: wholeNumber(1),
      statement: flag(),
      hints: perhaps(wholeNumber(1, MOST_HINTS), "1"),
      seed: wholeNumber(0, LAST_SEED),
      seeds: wholeNumber(1, MOST_SEEDS),
      "seed-base": wholeNumber(0, LAST_SEED),
      "limit-s": defaulting(wholeNumber(1), 20),
      complete: flag(),
      submission: text("a folder or a file"),
      solutions: flag(),
      json: text("a file"),
      junit: text("a file"),
      gradescope: text("a file"),
      "self-check": flag(),
    },
  }, args);
  const { seed, "seed-base": seedBase, "limit-s": limitS, "self-check": selfCheck, ...rest } =
    values;
  return {
    ...rest,
    exercises: words,
    ...(seedBase === undefined ? {} : { seedBase }),
    // One seed is a sweep of one.
    ...(seed === undefined ? {} : { seeds: 1, seedBase: seed }),
    limitS,
    selfCheck,
  };
}
