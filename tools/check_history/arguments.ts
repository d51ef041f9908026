/** The command line of `deno task check-history`. @module */

import { parseCommandLine } from "../command/command_line.ts";
import { refuse } from "../command/usage_error.ts";
import { defaulting, flag, oneOf, seconds, text } from "../command/option.ts";
import { type Model, models } from "./models.ts";

/** What was asked for. */
export interface CheckArguments {
  readonly model: Model;
  readonly files: readonly string[];
  /** Only the verdicts. */
  readonly quiet: boolean;
  /** The most that one file may take, in ms. */
  readonly budgetMs: number;
  /** Where to write the timelines. */
  readonly html?: string;
}

/** What `--help` prints. */
export const checkHelp = `deno task check-history --model MODEL [options] FILE…

Reads recorded histories and says of each whether it is right, and if not, why. The exit code is 0 when
all are, 1 when one is not, 2 when that could not be decided.

  --model MODEL   what was recorded: ${[...models.keys()].join(", ")}
  --quiet         only the verdicts
  --budget-s N    how long a file may take, in seconds (60)
  --html FILE     write the histories as pictures, too
  --help          this text`;

const purpose = "check histories";

/** Reads the command line; throws a `UsageError` where it makes no sense. */
export function parseArguments(args: readonly string[]): CheckArguments {
  const { values, words } = parseCommandLine({
    purpose,
    words: true,
    options: {
      model: oneOf([...models.keys()]),
      quiet: flag(),
      "budget-s": defaulting(seconds(), 60),
      html: text("a file"),
    },
  }, args);
  const { model, "budget-s": budgetS, ...rest } = values;
  if (model === undefined) refuse(purpose, "--model must say what was recorded", "no --model");
  if (words.length === 0) refuse(purpose, "there must be a file to read", "no file");
  return { ...rest, model: models.get(model)!, files: words, budgetMs: budgetS * 1000 };
}
