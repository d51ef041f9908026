/**
 * `deno task cluster`: a replicated key–value store on this machine, a process for each node. `--help` says
 * what it can do.
 *
 * @module
 */

import { clusterHelp, parseCluster } from "./cluster/arguments.ts";
import { needsOwnProcess } from "./cluster/engines.ts";
import { helps } from "./command/help.ts";
import { exitWith } from "./command/usage_error.ts";
import { runElsewhere, runMember } from "./cluster/member.ts";
import { runCluster } from "./cluster/supervisor.ts";

/** Runs the command, and returns the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  if (helps(args, clusterHelp)) return 0;
  const options = parseCluster(args);
  const { only, engine, prepared } = options;
  if (only === undefined) return await runCluster(options);
  return await (needsOwnProcess(engine) && !prepared ? runElsewhere : runMember)(options, only);
}

if (import.meta.main) await exitWith(() => main(Deno.args));
