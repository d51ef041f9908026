/**
 * `deno task simulate [NAME|FILE]`: runs a protocol of the library, or a reader's own file that exports a
 * kit, on many seeds; shrinks and draws the first run that goes wrong.
 *
 * @module
 */

import { simulate } from "hb/kit/simulate.ts";
import { helps } from "./command/help.ts";
import { exitWith, refuse } from "./command/misuse.ts";
import { parseArguments, simulateHelp } from "./simulate/arguments.ts";
import { kitsListed, loadKit } from "./simulate/kits.ts";
import { pageOf } from "./simulate/page.ts";
import { report } from "./simulate/report.ts";

/** The exit codes: nothing broke, something did, the command could not run. */
const codes = { ok: 0, broken: 1, impossible: 2 };

/** Simulates what `args` name, prints what came of it, and returns the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  if (helps(args, simulateHelp)) return codes.ok;
  const { name, html, options } = parseArguments(args);
  if (name === undefined) {
    console.log(kitsListed().join("\n"));
    return codes.ok;
  }
  const kit = await loadKit(name);
  const simulation = simulated(() => simulate(kit, options));
  console.log(report(name, kit, options, simulation).join("\n"));
  if (html !== undefined) await writePage(html, pageOf(name, kit, options, simulation));
  return simulation.failure === undefined ? codes.ok : codes.broken;
}

/** What cannot be run is told in a line: the kit has no such storm or bug, or its scenario cannot be. */
function simulated<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof RangeError) refuseAs(error.message);
    throw error;
  }
}

/** The message says already what could not be done, and why. */
function refuseAs(message: string): never {
  throw new Error(message);
}

async function writePage(file: string, page: string): Promise<void> {
  try {
    await Deno.writeTextFile(file, page);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    refuse("write the page", "--html must be a file that can be written", why);
  }
}

if (import.meta.main) await exitWith(() => main(Deno.args), codes.impossible);
