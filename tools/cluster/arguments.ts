/** The command line of `deno task cluster`. @module */

import { protocols, type StoreKind, usual, waysToRead } from "./store.ts";
import { parseCommandLine } from "../command/command_line.ts";
import { refuse } from "../command/usage_error.ts";
import { defaulting, flag, oneOf, text, wholeNumber } from "../command/option.ts";
import { typed } from "../command/typed.ts";
import { seenFromHere } from "../command/place.ts";
import { repositoryRoot as root } from "../run/locate.ts";

/** What was asked for. */
export interface ClusterArguments extends StoreKind {
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
  /** What takes longer is told, in ms. */
  readonly slowMs?: number;
  /** End when the standard input does: with the process that started this one. */
  readonly tied: boolean;
}

/** What `--help` prints. */
export const clusterHelp = `${typed("cluster")} [options]

Runs a replicated key–value store on this machine: three nodes, a process each. Ask it with
"${typed("kv")}"; "${typed("kv --help")}" says how.

Any one of three nodes may be killed, with kill -9, and the others go on. What was acknowledged is on the
disks of a majority. A node that died is started again by the command that is printed then; with --restart
that happens by itself. Ctrl-C stops all nodes. The data stay, and the next start goes on from them.
A node whose log is not there any more does not start. The store lives in memory, so it is
meant for some hundred megabytes at most; from 256 MiB on it refuses to grow.

  --nodes N      how many nodes, 1 to 9 (3)
  --port P       the port of node 0; node 1 has the next, and so on (7100)
  --host H       the address to listen at (127.0.0.1). There is no authentication: who can reach the
                 ports can read and write everything
  --data DIR     the folder for what the nodes save (.cache/cluster of the project)
  --protocol P   what replicates the log: raft or multipaxos (raft). Under multipaxos nothing is refused
                 because the store is large
  --reads WAY    how the log is read (log):
                   log         a read is an entry of the log, like a write
                   read-index  the leader asks a majority whether it still leads; once for many reads
                   follower    any node asks the leader how far it must have executed, and reads itself
                   lease       the leader asks nobody while a majority has promised to follow no other
                   pqr         any node asks a majority for the last slot that they have something in
                   bodega      every node reads itself, with a majority's leases (multipaxos only)
                 Leases need clocks that drift by less than 0.1 %
  --restart      start nodes again that died
  --only N       run node N alone, in this process, as one of the cluster in DIR
  --slow-ms N    say which steps, syncs and turns of the event loop take longer than N ms
  --help         this text`;

const mostPort = 65_535;

/** Reads the command line; throws a `UsageError` where it makes no sense. */
export function parseCluster(args: readonly string[]): ClusterArguments {
  const purpose = "run a cluster";
  const { nodes, host, port, only, "slow-ms": slowMs, ...rest } = parseCommandLine({
    purpose,
    words: false,
    options: {
      nodes: defaulting(wholeNumber(1, 9), 3),
      port: defaulting(wholeNumber(1, mostPort), 7100),
      host: defaulting(text("an address"), "127.0.0.1"),
      data: defaulting(text("a folder"), seenFromHere(`${root}/.cache/cluster`)),
      only: wholeNumber(0),
      restart: flag(),
      protocol: defaulting(oneOf(protocols), usual.protocol),
      reads: defaulting(oneOf(waysToRead), usual.reads),
      "slow-ms": wholeNumber(1),
      tied: flag(),
    },
  }, args).values;
  const lastPort = mostPort + 1 - nodes;
  if (port > lastPort) {
    refuse(purpose, `--port must be a whole number from 1 to ${lastPort}`, `"${port}"`);
  }
  if (only !== undefined && only >= nodes) {
    refuse(purpose, `--only must be a whole number from 0 to ${nodes - 1}`, `"${only}"`);
  }
  if (rest.reads === "bodega" && rest.protocol !== "multipaxos") {
    refuse(purpose, "--reads bodega needs --protocol multipaxos", `--protocol ${rest.protocol}`);
  }
  return {
    ...rest,
    nodes,
    hostname: host,
    port,
    ...(only === undefined ? {} : { only }),
    ...(slowMs === undefined ? {} : { slowMs }),
  };
}
