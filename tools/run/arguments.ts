/** The command line of `deno task run`. @module */

import { parseCommandLine } from "../command/command_line.ts";
import { flag, seconds } from "../command/option.ts";
import { typed } from "../command/typed.ts";

/** What was asked for. */
export interface RunArguments {
  readonly chapters: readonly string[];
  readonly check: boolean;
  readonly all: boolean;
  readonly measure: boolean;
  readonly limitMs?: number;
}

/** What `--help` prints. */
export const runHelp = `${typed("run")} [--check] [--all] [--measure] [--limit-s N] [NN …]

Runs chapters through the Deno kernel and writes their outputs into them: those that have changed since
their last run, or the chapters NN.

  --check       write nothing: the outputs must be the same as those that are there, to the byte
  --all         unchanged chapters, too
  --measure     write the timings of this run; without it, those that are there stay
  --limit-s N   how long a cell may take, in seconds
  --help        this text`;

/** Reads the command line; throws a `UsageError` where it makes no sense. */
export function parseArguments(args: readonly string[]): RunArguments {
  const { values, words } = parseCommandLine({
    purpose: "run chapters",
    words: true,
    options: { check: flag(), all: flag(), measure: flag(), "limit-s": seconds() },
  }, args);
  const { "limit-s": limitS, ...flags } = values;
  return {
    ...flags,
    chapters: words,
    ...(limitS === undefined ? {} : { limitMs: limitS * 1000 }),
  };
}
