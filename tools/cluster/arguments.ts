/** The command line of `deno task cluster`. @module */

import { Trouble } from "hb/host/trouble.ts";
import { numberFor, Options } from "./options.ts";

/** What was asked for. */
export interface ClusterArguments {
  readonly nodes: number;
  readonly hostname: string;
  /** The port of node 0; the others follow. */
  readonly port: number;
  /** The folder in which each node has one of its own. */
  readonly data: string;
  /** Only this node, in this process. */
  readonly only?: number;
  /** Start again whoever dies. */
  readonly restart: boolean;
  /** End when the standard input does: with the process that started this one. */
  readonly tied: boolean;
}

/** What `--help` prints. */
export const clusterHelp = `deno task cluster [options]

Runs a replicated key–value store on this machine: Raft on three nodes, a process each. Ask it with
"deno task kv"; "deno task kv --help" says how.

Any one of three nodes may be killed, with kill -9, and the others go on. What was acknowledged is on the
disks of a majority. A node that died is started again by the command that is printed then; with --restart
that happens by itself. Ctrl-C stops all nodes. The data stay, and the next start goes on from them.
The store lives in memory and takes snapshots as a whole, so it is meant for some tens of megabytes.

  --nodes N      how many nodes, 1 to 9 (3)
  --port P       the port of node 0; node 1 has the next, and so on (7100)
  --host H       the address to listen at (127.0.0.1). There is no authentication: who can reach the
                 ports can read and write everything
  --data DIR     the folder for what the nodes save (.cache/cluster)
  --restart      start nodes again that died
  --only N       run node N alone, in this process, as one of the cluster in DIR
  --help         this text`;

/** Reads the command line; `undefined` if it asks for help. Throws `Trouble` if something is not known. */
export function parseCluster(args: readonly string[]): ClusterArguments | undefined {
  const options = new Options("run a cluster", args, {
    values: ["--nodes", "--port", "--host", "--data", "--only"],
    flags: ["--restart", "--tied", "--help"],
  });
  if (options.has("--help")) return undefined;
  options.assertNoWords();
  const nodes = numberFor(options, "--nodes", 3, 1, 9);
  const port = numberFor(options, "--port", 7100, 1, 65536 - nodes);
  const only = numberFor(options, "--only", -1, 0, nodes - 1);
  const data = options.value("--data") ?? ".cache/cluster";
  if (data === "") throw new Trouble("Cannot run a cluster as --data must be a folder: given none");
  return {
    nodes,
    hostname: options.value("--host") ?? "127.0.0.1",
    port,
    data,
    restart: options.has("--restart"),
    tied: options.has("--tied"),
    ...(only < 0 ? {} : { only }),
  };
}
