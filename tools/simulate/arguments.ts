/** The command line of `deno task simulate`. @module */

import type { SimulateOptions } from "hb/kit/simulate.ts";
import { parseCommandLine } from "../command/command_line.ts";
import { quoted, refuse } from "../command/usage_error.ts";
import { text, wholeNumber } from "../command/option.ts";
import { typed } from "../command/typed.ts";

/** What was asked for. */
export interface SimulateArguments {
  /** A kit's name, or a file that exports one; without it, the kits are listed. */
  readonly name: string | undefined;
  /** Where the page is to be written. */
  readonly html: string | undefined;
  readonly options: SimulateOptions;
}

/** How many seeds are tried where nobody says. */
const SEEDS = 100;

/** What `--help` prints. */
export const simulateHelp = `${typed("simulate")} [NAME|FILE] [options]

Runs a protocol in a storm, seed after seed, until a run goes wrong. That run is shrunk to the fewest
faults and requests that still do harm, and drawn. Without a name, lists the protocols of the library,
their storms and their bugs. A FILE is a module of your own that exports \`kit\` (see CONTRIBUTING). The
exit code is 0 when nothing broke, 1 when something did, 2 when it could not run.

  --storm NAME   the weather and the workload; the first of the kit's by default
  --bug NAME     with this mistake of the kit's list planted
  --nodes N      so many nodes; storms are made for up to 100, unless they say otherwise
  --seeds K      the seeds 1 to K (${SEEDS})
  --seed S       this seed alone
  --html FILE    writes the run that went wrong, or the first, as a page to explore
  --help         this text`;

const purpose = "simulate";

/** Reads the command line; throws a `UsageError` where it makes no sense. */
export function parseArguments(args: readonly string[]): SimulateArguments {
  const { values, words } = parseCommandLine({
    purpose,
    words: true,
    options: {
      storm: text("the name of a storm"),
      bug: text("the name of a bug"),
      nodes: wholeNumber(1, 10_000),
      seeds: wholeNumber(1),
      seed: wholeNumber(0),
      html: text("a file"),
    },
  }, args);
  if (words.length > 1) {
    refuse(purpose, "there must be one name or file", quoted(words));
  }
  const { storm, bug, nodes, seeds, seed, html } = values;
  if (seeds !== undefined && seed !== undefined) {
    refuse(purpose, "there must be either --seed or --seeds", "both");
  }
  return {
    name: words[0],
    html,
    options: {
      seeds: seed === undefined ? seeds ?? SEEDS : 1,
      seedBase: seed ?? 1,
      ...(storm === undefined ? {} : { storm }),
      ...(bug === undefined ? {} : { bug }),
      ...(nodes === undefined ? {} : { nodes }),
    },
  };
}
