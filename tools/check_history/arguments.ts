/** The command line of `deno task check-history`. @module */

import type { KeyConsistency } from "hb/check/isolation/key_order.ts";
import { readEdn } from "hb/check/read/edn.ts";
import { ednText } from "hb/check/read/edn_text.ts";
import { MalformedHistory } from "hb/check/read/event.ts";
import type { FailedCas, NilReads } from "hb/check/read/meaning.ts";
import { parseCommandLine } from "../command/command_line.ts";
import { defaulting, flag, oneOf, type Option, seconds, text, value } from "../command/option.ts";
import { refuse } from "../command/usage_error.ts";
import type { OptionName, Settings } from "./model.ts";
import { type Model, models } from "./models.ts";

/** What was asked for. */
export interface CheckArguments {
  readonly model: Model;
  /** What is said of the history, beside its model. */
  readonly settings: Settings;
  readonly files: readonly string[];
  /** Only the verdicts. */
  readonly quiet: boolean;
  /** The most that one file may take, in ms. */
  readonly budgetMs: number;
  /** Where to write the timelines. */
  readonly html?: string;
}

const purpose = "check histories";

/** Options that mean something to some models only. */
const ofModels = {
  initial: value('one value in EDN, such as 0, nil, "a" or :a', oneValue),
  "nil-reads": oneOf<NilReads>(["nil", "unknown"]),
  "failed-cas": oneOf<FailedCas>(["did-not-happen", "saw-another"]),
  total: value("a whole number", (given) => /^-?\d+$/.test(given) ? BigInt(given) : undefined),
  "negative-balances": flag(),
  keys: oneOf<KeyConsistency>(["sequential", "linearizable"]),
} satisfies Record<OptionName, Option<unknown>>;

/** Reads the command line; throws a `UsageError` where it makes no sense. */
export function parseArguments(args: readonly string[]): CheckArguments {
  const { values, words } = parseCommandLine({
    purpose,
    words: true,
    options: {
      model: oneOf([...models.keys()]),
      ...ofModels,
      quiet: flag(),
      "budget-s": defaulting(seconds(), 60),
      html: text("a file"),
    },
  }, args);
  const { model: name, quiet, html, "budget-s": budgetS } = values;
  if (name === undefined) refuse(purpose, "--model must say what was recorded", "no --model");
  if (words.length === 0) refuse(purpose, "there must be a file to read", "no file");
  const model = models.get(name)!;
  for (const option of Object.keys(ofModels) as OptionName[]) {
    const given = values[option];
    if (given === undefined || given === false || model.options.includes(option)) continue;
    const others = [...models].filter(([, { options }]) => options.includes(option));
    const rule = `--${option} goes with ${others.map(([other]) => other).join(", ")}`;
    refuse(purpose, rule, `--model ${name}`);
  }
  const { initial, total, keys, "nil-reads": nilReads, "failed-cas": failedCas } = values;
  if (initial !== undefined && model.startsWith?.(initial) === false) {
    refuse(purpose, `--initial of ${name} must be ${model.initialRule}`, ednText(initial));
  }
  const settings: Settings = {
    ...(initial === undefined ? {} : { initial }),
    ...(nilReads === undefined ? {} : { nilReads }),
    ...(failedCas === undefined ? {} : { failedCas }),
    ...(total === undefined ? {} : { total }),
    ...(keys === undefined ? {} : { keys }),
    negativeBalances: values["negative-balances"],
  };
  const budgetMs = budgetS * 1000;
  return {
    model,
    settings,
    files: words,
    quiet,
    budgetMs,
    ...(html === undefined ? {} : { html }),
  };
}

/** A single value of EDN; a word that is no keyword may have been meant for a text, which has quotes. */
function oneValue(given: string): unknown {
  if (given.trim() === "null") return null;
  try {
    const values = Array.from(readEdn(given), ({ value }) => value);
    const word = typeof values[0] === "symbol" && !/^[:\\]/.test(values[0].description!);
    return values.length === 1 && !word ? values[0] : undefined;
  } catch (error) {
    if (error instanceof MalformedHistory) return undefined;
    throw error;
  }
}
