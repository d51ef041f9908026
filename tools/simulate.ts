/**
 * `deno task simulate [NAME|FILE]`: runs a protocol of the library, or a reader's own file that exports a
 * kit, on many seeds; shrinks and draws the first run that goes wrong.
 *
 * @module
 */

import { type Progress, simulate } from "hb/kit/simulate.ts";
import { telling } from "./command/doing.ts";
import { helps } from "./command/help.ts";
import { exitWith } from "./command/usage_error.ts";
import { kitsListed, loadKit } from "./kits/kits.ts";
import { writePage } from "./kits/page.ts";
import { possible } from "./kits/possible.ts";
import { parseArguments, simulateHelp } from "./simulate/arguments.ts";
import { pageOf } from "./simulate/page.ts";
import { report } from "./simulate/report.ts";

/** The exit codes: nothing broke, something did, the command could not run. */
const codes = { ok: 0, broken: 1, impossible: 2 };

/** Simulates what `args` name, prints what came of it, and returns the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  if (helps(args, simulateHelp)) return codes.ok;
  const { name, html, options } = parseArguments(args);
  if (name === undefined) {
    console.log(kitsListed(["storms", "bugs"]).join("\n"));
    return codes.ok;
  }
  const kit = await loadKit("simulate", name);
  const simulation = telling(
    "Simulating",
    (work) =>
      possible(() =>
        simulate(kit, { ...options, report: (progress) => work.sayOften(() => stateOf(progress)) })
      ),
  );
  console.log(report(name, kit, options, simulation).join("\n"));
  if (html !== undefined) await writePage(html, pageOf(name, kit, options, simulation));
  return simulation.failure === undefined ? codes.ok : codes.broken;
}

function stateOf({ seed, events, shrinkRuns }: Progress): string {
  return shrinkRuns > 0
    ? `seed ${seed} goes wrong, and is shrunk: run ${shrinkRuns.toLocaleString("en")}`
    : `seed ${seed}, ${events.toLocaleString("en")} events`;
}

if (import.meta.main) await exitWith(() => main(Deno.args), codes.impossible);
