/**
 * `deno task cluster`: a replicated key–value store on this machine, a process for each node. `--help` says
 * what it can do.
 *
 * @module
 */

import { clusterHelp, parseCluster } from "./cluster/arguments.ts";
import { helps } from "./command/help.ts";
import { exitWith } from "./command/usage_error.ts";
import { runMember } from "./cluster/member.ts";
import { runCluster } from "./cluster/supervisor.ts";

/** Runs the command, and returns the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  if (helps(args, clusterHelp)) return 0;
  const options = parseCluster(args);
  if (options.only !== undefined) return await runMember(options, options.only);
  return await runCluster(options);
}

if (import.meta.main) await exitWith(() => main(Deno.args));
