/** The command line of `deno task check-history`. @module */

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

const usage = `deno task check-history --model ${[...models.keys()].join("|")} ` +
  "[--quiet] [--budget-s N] [--html FILE] FILE…";
const defaultBudgetMs = 60_000;

/** What `--help` prints. */
export const checkHelp = `deno task check-history --model MODEL [options] FILE…

Reads recorded histories and says of each whether it is right, and if not, why. The exit code is 0 when
all are, 1 when one is not, 2 when that could not be decided.

  --model MODEL   what was recorded: ${[...models.keys()].join(", ")}
  --quiet         only the verdicts
  --budget-s N    how long a file may take, in seconds (60)
  --html FILE     write the histories as pictures, too
  --help          this text`;

/** Reads the command line; throws with the usage if something in it is not known. */
export function parseArguments(args: readonly string[]): CheckArguments {
  const files: string[] = [];
  const values = new Map<string, string>();
  let quiet = false;
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!;
    const [name, inline] = split(arg);
    if (arg === "--") files.push(...args.slice(i + 1));
    if (arg === "--") break;
    if (name === "--quiet" && inline === undefined) quiet = true;
    else if (["--model", "--budget-s", "--html"].includes(name)) {
      const value = inline ?? args[++i];
      if (value === undefined || value === "") reject(`${name} without a value`);
      values.set(name, value);
    } else if (arg.startsWith("-")) reject(`"${arg}"`);
    else files.push(arg);
  }
  if (files.length === 0) reject("no file");
  const html = values.get("--html");
  return {
    model: modelNamed(values.get("--model")),
    files,
    quiet,
    budgetMs: budget(values.get("--budget-s")),
    ...(html === undefined ? {} : { html }),
  };
}

function split(arg: string): [string, string | undefined] {
  const at = arg.indexOf("=");
  return arg.startsWith("--") && at > 0 ? [arg.slice(0, at), arg.slice(at + 1)] : [arg, undefined];
}

function modelNamed(name: string | undefined): Model {
  if (name === undefined) return reject("no --model");
  return models.get(name) ?? reject(`the model "${name}"`);
}

function budget(text: string | undefined): number {
  if (text === undefined) return defaultBudgetMs;
  const seconds = Number(text);
  if (text.trim() !== "" && Number.isFinite(seconds) && seconds > 0) return seconds * 1000;
  throw new Error(
    `Cannot bound the check of a file as --budget-s must be seconds > 0: given "${text}"`,
  );
}

function reject(given: string): never {
  throw new Error(`Cannot check histories as the form is "${usage}": given ${given}`);
}
