/** The command line of `deno task explore`. @module */

import { parseCommandLine, type Values } from "../command/command_line.ts";
import { quoted, refuse } from "../command/misuse.ts";
import { defaulting, flag, oneOf, type Option, wholeNumber } from "../command/option.ts";
import type { Model, Parameter, RunOptions, Values as Chosen } from "./model.ts";
import { models } from "./models.ts";

/** What was asked for. */
export interface ExploreArguments {
  readonly model: Model;
  readonly values: Chosen;
  readonly options: RunOptions;
}

/** More states than this are not explored unless they are asked for. */
const mostStates = 20_000_000;

/** Options that every model has. */
const general = {
  "max-states": defaulting(wholeNumber(1), mostStates),
  "max-depth": wholeNumber(0),
  first: flag(),
  "depth-first": flag(),
  symmetry: flag(),
};

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

const purpose = "explore";

/** Reads the command line; nothing when it names no model. Throws a `Misuse` where it makes no sense. */
export function parseArguments(args: readonly string[]): ExploreArguments | undefined {
  const [name, ...rest] = args;
  if (name === undefined) return undefined;
  const model = models.get(name);
  if (model === undefined) {
    const names = [...models.keys()].join(", ");
    return refuse(purpose, `the model must be one of ${names}`, quoted([name]));
  }
  const own = Object.entries(model.parameters).map(([name, parameter]) =>
    [name, optionOf(parameter)] as const
  );
  const parsed = parseCommandLine({
    purpose: `explore ${name}`,
    words: false,
    options: { ...Object.fromEntries(own), ...general },
  }, rest).values;
  // The names of a model's own parameters are known only now.
  const values: Readonly<Record<string, unknown>> = parsed;
  const {
    symmetry,
    first,
    "depth-first": depthFirst,
    "max-states": maxStates,
    "max-depth": maxDepth,
  } = parsed as Values<typeof general>;
  if (symmetry && !model.symmetry) {
    refuse(`explore ${name} with --symmetry`, "the model must have some", "none");
  }
  return {
    model,
    values: {
      number: (name) => Number(values[name]),
      choice: (name) => String(values[name]),
    },
    options: {
      symmetry,
      keepGoing: !first,
      order: depthFirst ? "depth" : "breadth",
      maxStates,
      ...(maxDepth === undefined ? {} : { maxDepth }),
    },
  };
}

function optionOf(parameter: Parameter): Option<string | number> {
  return "least" in parameter
    ? defaulting(wholeNumber(parameter.least, parameter.most), parameter.standard)
    : defaulting(oneOf(parameter.choices), parameter.standard);
}
