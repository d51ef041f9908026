/** The command line of `deno task explore`. @module */

import type { Model, Parameter, RunOptions, Values } from "./model.ts";
import { models } from "./models.ts";

/** What was asked for. */
export interface ExploreArguments {
  readonly model: Model;
  readonly values: Values;
  readonly options: RunOptions;
}

/** Options that every model has. */
const numbers = new Map([["max-states", 1], ["max-depth", 0]]);
const flags = ["first", "depth-first", "symmetry"];

/** More states than this are not explored unless they are asked for. */
const mostStates = 20_000_000;

/** What `--help` prints. */
export const exploreHelp = `deno task explore [MODEL] [options]

Explores every state of a built-in model, and says which property is broken and how; without a model,
lists the models and the parameters of each. The exit code is 0, 1 when a property is broken, 2 when
states were left out.

  --first          stop at the first violation
  --depth-first    go far soon; the default is breadth first, with the shortest counterexample
  --symmetry       explore up to renaming, where the model has a symmetry
  --max-states N   explore so many states at most (${mostStates.toLocaleString("en")})
  --max-depth N    go so many steps at most
  --help           this text`;

/** Reads the command line; nothing when it names no model. Throws in words. */
export function parseArguments(args: readonly string[]): ExploreArguments | undefined {
  const [name, ...rest] = args;
  if (name === undefined) return undefined;
  const model = models.get(name);
  if (model === undefined) {
    throw new Error(
      `Cannot explore as the model must be one of ${
        [...models.keys()].join(", ")
      }: given "${name}"`,
    );
  }
  const given = read(rest, name, model);
  const number = (option: string) => {
    const text = given.get(option);
    return text === undefined ? undefined : whole(option, text, numbers.get(option)!, Infinity);
  };
  const maxDepth = number("max-depth");
  if (given.has("symmetry") && !model.symmetry) {
    throw new Error(
      `Cannot explore ${name} with --symmetry as the model must have some: given none`,
    );
  }
  return {
    model,
    values: valuesOf(model, given),
    options: {
      symmetry: given.has("symmetry"),
      keepGoing: !given.has("first"),
      order: given.has("depth-first") ? "depth" : "breadth",
      maxStates: number("max-states") ?? mostStates,
      ...(maxDepth === undefined ? {} : { maxDepth }),
    },
  };
}

/** Every option that is given, by its name without dashes. */
function read(args: readonly string[], name: string, model: Model): Map<string, string> {
  const given = new Map<string, string>();
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!;
    const [, option = "", inline] = /^--([^=]+)(?:=(.*))?$/s.exec(arg) ?? [];
    if (flags.includes(option) && inline === undefined) {
      given.set(option, "");
      continue;
    }
    if (!numbers.has(option) && !Object.hasOwn(model.parameters, option)) {
      const known = [...Object.keys(model.parameters), ...numbers.keys(), ...flags];
      throw new Error(
        `Cannot explore ${name} as options must be among ` +
          `${known.map((each) => `--${each}`).join(", ")}: given "${arg}"`,
      );
    }
    const text = inline ?? args[++i];
    if (text === undefined) {
      throw new Error(`Cannot explore ${name} as --${option} must have a value: given none`);
    }
    given.set(option, text);
  }
  return given;
}

/** All values are checked here, so that the model finds only good ones. */
function valuesOf(model: Model, given: ReadonlyMap<string, string>): Values {
  const values = new Map(
    Object.entries(model.parameters).map(([name, parameter]) => [
      name,
      valueOf(name, parameter, given.get(name)),
    ]),
  );
  return {
    number: (name) => Number(values.get(name)),
    choice: (name) => String(values.get(name)),
  };
}

function valueOf(name: string, parameter: Parameter, text: string | undefined): string | number {
  if (text === undefined) return parameter.standard;
  if ("least" in parameter) return whole(name, text, parameter.least, parameter.most);
  if (parameter.choices.includes(text)) return text;
  throw new Error(
    `Cannot explore as --${name} must be one of ${parameter.choices.join(", ")}: given "${text}"`,
  );
}

function whole(name: string, text: string, least: number, most: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  if (value >= least && value <= most) return value;
  const range = most === Infinity ? `${least} or more` : `${least} to ${most}`;
  throw new Error(
    `Cannot explore as --${name} must be a whole number of ${range}: given "${text}"`,
  );
}
