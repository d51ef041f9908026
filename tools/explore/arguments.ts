/** The command line of `deno task explore`. @module */

import { parseCommandLine, type Values } from "../command/command_line.ts";
import { refuse } from "../command/usage_error.ts";
import { defaulting, flag, oneOf, type Option, text, wholeNumber } from "../command/option.ts";
import type { SearchOptions } from "hb/check/explore/explore.ts";
import type { AnyKit } from "hb/kit/kit.ts";
import { loadKit } from "../kits/kits.ts";
import { again, runKit } from "./kit.ts";
import type { Model, Parameter, Run, RunOptions } from "./model.ts";
import { models } from "./models.ts";
import { ownOf } from "./own.ts";
import { typed } from "../command/typed.ts";

/** What was asked for. */
export interface ExploreArguments {
  /** Explores it, and tells how far it is. */
  run(report: NonNullable<SearchOptions["report"]>): Run;
  /** Where the page is to be written. */
  readonly html: string | undefined;
  /** The command that explores the same again. */
  readonly again: string;
}

/** More states than this are not explored unless they are asked for. */
const mostStates = 20_000_000;

/** Options that everything has. */
const general = {
  "max-states": defaulting(wholeNumber(1), mostStates),
  "max-depth": wholeNumber(0),
  first: flag(),
  "depth-first": flag(),
  symmetry: flag(),
  html: text("a file"),
};

/** What `--help` prints. */
export const exploreHelp = `${typed("explore")} [MODEL|NAME|FILE] [options]

Explores every state of a built-in model, or of a small instance of a protocol, and says which property
is broken and how. Without a name, lists the models with their parameters, and the protocols of the
library with their instances and their bugs. A FILE is a module of your own that exports a \`model\` (a
TransitionSystem or a ProtocolSystem) or a \`kit\` (see CONTRIBUTING). The exit code is 0, 1 when a property is broken, 2 when states were left out.

  --instance NAME  of a protocol: which instance; the one that finds the bug, or the first, by default
  --bug NAME       of a protocol: with this mistake of the kit's list planted
  --first          stop at the first violation, as is done with protocols in any case
  --depth-first    go far soon; the default is breadth first, with the shortest counterexample
  --symmetry       explore up to renaming, where the model or instance has a symmetry
  --max-states N   explore at most this many states (${mostStates.toLocaleString("en")})
  --max-depth N    go at most this many steps deep
  --html FILE      writes the run that breaks a protocol as a page to explore
  --help           this text`;

const purpose = "explore";

/** Reads the command line; nothing when it names nothing. Throws a `UsageError` where it makes no sense. */
export async function parseArguments(
  args: readonly string[],
): Promise<ExploreArguments | undefined> {
  const [name, ...rest] = args;
  if (name === undefined) return undefined;
  const model = models.get(name);
  if (model !== undefined) return ofModel(name, model, rest);
  if (!isFile(name)) return ofKit(name, await loadKit(purpose, name, models.keys()), rest);
  const own = await ownOf(purpose, name);
  return "kit" in own ? ofKit(name, own.kit, rest) : ofModel(name, own.model, rest);
}

/** A name has neither a dot nor a slash. */
function isFile(name: string): boolean {
  return /[./\\]/.test(name);
}

function ofModel(name: string, model: Model, rest: readonly string[]): ExploreArguments {
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
  const chosen = parsed as Values<typeof general>;
  if (chosen.symmetry && !model.symmetry) {
    refuse(`explore ${name} with --symmetry`, "the model must have some", "none");
  }
  if (chosen.html !== undefined && !model.replays) {
    refuse(`explore ${name} with --html`, "the model must be a protocol", "another");
  }
  return {
    html: chosen.html,
    again: [typed(`explore ${name}`), ...own.map(([option]) => `--${option} ${values[option]}`)]
      .join(" "),
    run: (report) =>
      model.run({
        number: (name) => Number(values[name]),
        choice: (name) => String(values[name]),
      }, { ...searchOf(chosen), report }),
  };
}

function ofKit(name: string, kit: AnyKit, rest: readonly string[]): ExploreArguments {
  const { values } = parseCommandLine({
    purpose: `explore ${kit.name}`,
    words: false,
    options: {
      instance: text("the name of an instance"),
      bug: text("the name of a bug"),
      ...general,
    },
  }, rest);
  const choice = {
    ...(values.instance === undefined ? {} : { instance: values.instance }),
    ...(values.bug === undefined ? {} : { bug: values.bug }),
  };
  return {
    html: values.html,
    get again() {
      return again(name, kit, choice);
    },
    run: (report) => runKit(kit, choice, { ...searchOf(values), report }),
  };
}

function searchOf(values: Values<typeof general>): RunOptions {
  const { "max-depth": maxDepth } = values;
  return {
    symmetry: values.symmetry,
    keepGoing: !values.first,
    order: values["depth-first"] ? "depth" : "breadth",
    maxStates: values["max-states"],
    ...(maxDepth === undefined ? {} : { maxDepth }),
  };
}

function optionOf(parameter: Parameter): Option<string | number> {
  return "least" in parameter
    ? defaulting(wholeNumber(parameter.least, parameter.most), parameter.standard)
    : defaulting(oneOf(parameter.choices), parameter.standard);
}
