/**
 * `deno task swarm`: a group of processes on this machine that know of each other by SWIM and tell each other news
 * by Plumtree. Some are killed, and what the others notice is measured. `--help` says what it can do.
 *
 * @module
 */

import { helps } from "./command/help.ts";
import { exitWith } from "./command/usage_error.ts";
import { parseSwarm, swarmHelp } from "./swarm/arguments.ts";
import { inWords, runScenario } from "./swarm/scenario.ts";

/** Runs the command, and returns the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  if (helps(args, swarmHelp)) return 0;
  const options = parseSwarm(args), { json, nodes } = options;
  if (!json) console.log(`${nodes} processes, a probe each ${options.periodMs} ms`);
  const measured = await runScenario(options, (step) => json || console.log(inWords(step)));
  if (json) console.log(JSON.stringify(measured));
  return 0;
}

if (import.meta.main) await exitWith(() => main(Deno.args));
