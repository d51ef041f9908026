/**
 * Reads the command lines of all commands: `parseArgs` of `node:util` takes them apart, a declaration says
 * what may be there, and what is wrong is told in one line.
 *
 * @module
 */

import { parseArgs } from "node:util";
import { quoted, refuse } from "./usage_error.ts";
import type { Option } from "./option.ts";

/** The options of a command, by name without dashes. */
export type Options = Readonly<Record<string, Option<unknown>>>;

/** What a command line may have. */
export interface Declaration<O extends Options> {
  /** What the command does, as in "Cannot run chapters because …". */
  readonly purpose: string;
  readonly options: O;
  /** Whether there may be words beside the options. */
  readonly words: boolean;
}

/** The values of all options that were given, or that have one in any case. */
export type Values<O extends Options> =
  & { readonly [K in keyof O as IsAlways<O[K]> extends true ? K : never]: ValueOf<O[K]> }
  & { readonly [K in keyof O as IsAlways<O[K]> extends true ? never : K]?: ValueOf<O[K]> };

type IsAlways<X> = X extends Option<infer _, true> ? true : false;
type ValueOf<X> = X extends Option<infer T> ? T : never;

/** A command line, taken apart. */
export interface CommandLine<O extends Options> {
  readonly values: Values<O>;
  /** What stands beside the options, and after `--`. */
  readonly words: readonly string[];
}

/** Takes a command line apart; throws a {@linkcode UsageError} if it is not what the declaration says. */
export function parseCommandLine<O extends Options>(
  declaration: Declaration<O>,
  args: readonly string[],
): CommandLine<O> {
  const { purpose, options } = declaration;
  const values = new Map<string, unknown>();
  const words: string[] = [];
  const tokens = tokensOf(options, args);
  for (let token = tokens.shift(); token !== undefined; token = tokens.shift()) {
    if (token.kind === "positional") words.push(token.value);
    if (token.kind !== "option") continue;
    const option = optionOf(declaration, token, args);
    const text = option.takes === "perhaps a value"
      ? textOrNext(option, token, tokens)
      : token.value;
    const missing = text === undefined && option.takes === "a value";
    const value = missing ? undefined : option.read(text ?? "");
    if (value === undefined) {
      const given = quoted(text === undefined ? [] : [text]);
      refuse(purpose, `--${token.name} must be ${option.rule}`, given);
    }
    const before = values.get(token.name);
    values.set(token.name, before === undefined ? value : option.join?.(before, value) ?? value);
  }
  if (!declaration.words && words.length > 0) {
    refuse(purpose, "there must be options only", quoted(words.slice(0, 1)));
  }
  for (const [name, { otherwise }] of Object.entries(options)) {
    if (otherwise !== undefined && !values.has(name)) values.set(name, otherwise);
  }
  return { values: Object.fromEntries(values) as Values<O>, words };
}

type Token = ReturnType<typeof tokensOf>[number];
type OptionToken = Extract<Token, { kind: "option" }>;

function tokensOf(options: Options, args: readonly string[]) {
  const types = Object.entries(options).map(([name, { takes }]) => {
    return [name, { type: takes === "a value" ? "string" : "boolean" }] as const;
  });
  // What is wrong is told below, in the words of the house.
  return parseArgs({
    args: [...args],
    strict: false,
    tokens: true,
    options: Object.fromEntries(types),
  }).tokens;
}

/** The option that a token names; refuses what is not declared, and values of options without one. */
function optionOf(
  { purpose, options }: Declaration<Options>,
  { name, rawName, value, index }: OptionToken,
  args: readonly string[],
): Option<unknown> {
  const option = rawName === `--${name}` && Object.hasOwn(options, name)
    ? options[name]
    : undefined;
  if (option !== undefined && (option.takes !== "nothing" || value === undefined)) return option;
  const known = Object.keys(options).map((each) => `--${each}`).join(", ");
  return refuse(purpose, `options must be among ${known}`, quoted([args[index]!]));
}

/** The value of an option that may have one: the next word, if it could be that. */
function textOrNext(
  option: Option<unknown>,
  { value, index }: OptionToken,
  rest: Token[],
): string | undefined {
  const [next] = rest;
  if (value !== undefined || next?.kind !== "positional" || next.index !== index + 1) return value;
  if (option.read(next.value) === undefined) return value;
  rest.shift();
  return next.value;
}
