/** The command line of `deno task cluster`. @module */

import { fits, protocols, protocolsFor, type StoreKind, usual, waysToRead } from "./store.ts";
import { usualShards } from "./sharded.ts";
import { type EngineName, engines, usualEngine } from "./engines.ts";
import { parseCommandLine } from "../command/command_line.ts";
import { refuse } from "../command/usage_error.ts";
import { defaulting, flag, oneOf, perhaps, text, value, wholeNumber } from "../command/option.ts";
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
  /** The port at which node 0 serves gRPC; the others follow. */
  readonly grpc?: number;
  /** What takes longer is told, in ms. */
  readonly slowMs?: number;
  /** End when the standard input does: with the process that started this one. */
  readonly tied: boolean;
  /** What each node's log is in. */
  readonly engine: EngineName;
  /** How frames between nodes are made shorter. */
  readonly compress: CompressionName;
  /** The folder of the certificates, for TLS. */
  readonly tls?: string;
  /** Whether clients must show a certificate, where there is TLS. */
  readonly clientCertificates: typeof clientCertificates[number];
  /** This process was started with all that the engine needs. */
  readonly prepared: boolean;
}

const clientCertificates = ["required", "optional"] as const;

/** How many ranges a store may have at first. */
const mostGroups = 1024;
/** How large a range may be, in MiB: it is split in one step. */
const leastSplitMb = 0.01, mostSplitMb = 64;

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
  --host H       the address to listen at (127.0.0.1). Without --tls there is no authentication: who can reach
                 the ports can read and write everything
  --tls DIR      encrypt all that nodes and clients say, with the certificates in DIR that
                 "${typed("certificates")}" makes; who has none is turned away
  --client-certificates required|optional
                 with --tls, whether clients must show a certificate (required); nodes always must
  --data DIR     the folder for what the nodes save (.cache/cluster of the project)
  --protocol P   what replicates the log: raft or multipaxos (raft). Under multipaxos nothing is refused
                 because the store is large. With multiraft the keys are divided into ranges, each
                 replicated by a Raft group of its own on three of the nodes. A range that has grown is
                 split, and ranges move until all nodes have about as many. Such a store has get, put, del,
                 cas and range, which reads one range after the other and not all at one moment; it has
                 neither transactions nor leases yet, and no gRPC. A write whose node does not answer is
                 not asked of another: it is not known whether it was done
  --groups N     with multiraft, which it implies: how many ranges there are at first, 1 to ${mostGroups}
                 (${usualShards.groups}). Which keys there will be is not known, so each range gets as many of the words that
                 can be made of digits and small letters: of two, the first has all before "i". Keys that
                 begin alike are in one range until it is split
  --split-mb X   with multiraft, which it implies: a range of more than X MiB is split, ${leastSplitMb} to ${mostSplitMb}
                 (${usualShards.splitMb})
  --reads WAY    how the log is read (log); with multiraft log, read-index or lease:
                   log           a read is an entry of the log, like a write
                   read-index    the leader asks a majority whether it still leads; once for many reads
                   follower      any node asks the leader how far it must have executed, and reads itself
                   lease         the leader asks nobody while a majority has promised to follow no other
                   pqr           any node asks a majority for the last slot that they have something in
                   quorum-lease  every node reads itself, with a majority's leases; a read that meets a write
                                 goes to the leader (multipaxos only)
                   bodega        every node reads itself, with a majority's leases, which are on the leader as
                                 well; a read that meets a write waits where it is (multipaxos only)
                 Leases need clocks that drift by less than 0.1 %
  --engine E     what keeps each node's log, with its checkpoints (wal): wal is the library's write-ahead log;
                 lsm and btree are its storage engines; rocksdb needs that library (Debian: librocksdb7.8),
                 leveldb downloads a package of npm, sqlite comes with Deno. The store itself lives in
                 memory with each of them, and is made anew from the log when a node starts
  --compress C   make what nodes say to each other shorter on its way (none):
                   none
                   zstd, deflate frames above 4 KiB, such as parts of snapshots, each by itself
                   dictionary    all that leaves together, by reference to messages that all nodes know
                   stream        all that leaves together, by reference to what was said before
                 Nodes that were told different things agree on what both know. It pays on a network that is
                 slow: on one machine, sending takes a tenth of the time that compressing does, or less.
                 Even with --tls, lengths tell whether what one client puts is like what another has put
  --grpc [PORT]  serve gRPC as well, node 0 at that port, node 1 at the next, and so on (7200).
                 lib/wire/proto has the services: the store, health, and reflection. With --tls that is by TLS as
                 well, for the same clients
  --restart      start nodes again that died
  --only N       run node N alone, in this process, as one of the cluster in DIR
  --slow-ms N    say which steps, syncs and turns of the event loop take longer than N ms
  --help         this text`;

const mostPort = 65_535;

/** What frames can be made shorter by. */
export const compressionNames = ["none", "zstd", "deflate", "dictionary", "stream"] as const;

/** The name of one. */
export type CompressionName = typeof compressionNames[number];

/** How frames are made shorter where nobody says. */
export const usualCompression: CompressionName = "none";

/** Where gRPC is served when nobody says where. */
const usualGrpcPort = 7200;

const purpose = "run a cluster";

/** Reads the command line; throws a `UsageError` where it makes no sense. */
export function parseCluster(args: readonly string[]): ClusterArguments {
  const {
    nodes,
    host,
    port,
    only,
    grpc,
    "slow-ms": slowMs,
    "client-certificates": clients,
    protocol: given,
    groups,
    "split-mb": splitMb,
    ...others
  } = parseCommandLine({
    purpose,
    words: false,
    options: {
      nodes: defaulting(wholeNumber(1, 9), 3),
      port: defaulting(wholeNumber(1, mostPort), 7100),
      host: defaulting(text("an address"), "127.0.0.1"),
      data: defaulting(text("a folder"), seenFromHere(`${root}/.cache/cluster`)),
      only: wholeNumber(0),
      restart: flag(),
      protocol: oneOf(protocols),
      groups: wholeNumber(1, mostGroups),
      "split-mb": value(`a number from ${leastSplitMb} to ${mostSplitMb}`, splitMbOf),
      reads: defaulting(oneOf(waysToRead), usual.reads),
      engine: defaulting(oneOf(engines), usualEngine),
      compress: defaulting(oneOf(compressionNames), usualCompression),
      tls: text("a folder"),
      "client-certificates": oneOf(clientCertificates),
      "slow-ms": wholeNumber(1),
      grpc: perhaps(wholeNumber(1, mostPort), `${usualGrpcPort}`),
      tied: flag(),
      prepared: flag(),
    },
  }, args).values;
  const rest = { ...others, ...kindOf({ given, groups, splitMb, reads: others.reads }) };
  const lastPort = mostPort + 1 - nodes;
  if (port > lastPort) {
    refuse(purpose, `--port must be a whole number from 1 to ${lastPort}`, `"${port}"`);
  }
  if (grpc !== undefined && (grpc > lastPort || Math.abs(grpc - port) < nodes)) {
    refuse(
      purpose,
      `--grpc must be a whole number from 1 to ${lastPort}, with room beside the nodes' ports`,
      `"${grpc}"`,
    );
  }
  if (only !== undefined && only >= nodes) {
    refuse(purpose, `--only must be a whole number from 0 to ${nodes - 1}`, `"${only}"`);
  }
  if (!fits(rest)) {
    const needed = `--reads ${rest.reads} needs --protocol ${
      protocolsFor(rest.reads).join(" or ")
    }`;
    refuse(purpose, needed, `--protocol ${rest.protocol}`);
  }
  if (grpc !== undefined && rest.protocol === "multiraft") {
    refuse(purpose, "--grpc needs a store of one log", "--protocol multiraft");
  }
  if (clients !== undefined && rest.tls === undefined) {
    refuse(purpose, "--client-certificates needs --tls", `--client-certificates ${clients}`);
  }
  return {
    ...rest,
    clientCertificates: clients ?? "required",
    nodes,
    hostname: host,
    port,
    ...(only === undefined ? {} : { only }),
    ...(grpc === undefined ? {} : { grpc }),
    ...(slowMs === undefined ? {} : { slowMs }),
  };
}

/** What runs; ranges are of multiraft alone. */
function kindOf({ given, groups, splitMb, reads }: {
  readonly given: StoreKind["protocol"] | undefined;
  readonly groups: number | undefined;
  readonly splitMb: number | undefined;
  readonly reads: StoreKind["reads"];
}): StoreKind {
  const hasRanges = groups !== undefined || splitMb !== undefined;
  const protocol = given ?? (hasRanges ? "multiraft" : usual.protocol);
  if (protocol !== "multiraft") {
    if (!hasRanges) return { protocol, reads };
    const option = groups === undefined ? "--split-mb" : "--groups";
    refuse(purpose, `${option} needs --protocol multiraft`, `--protocol ${protocol}`);
  }
  return {
    protocol,
    reads,
    groups: groups ?? usualShards.groups,
    splitMb: splitMb ?? usualShards.splitMb,
  };
}

function splitMbOf(given: string): number | undefined {
  const number = /^\d+(\.\d+)?$/.test(given) ? Number(given) : NaN;
  return number >= leastSplitMb && number <= mostSplitMb ? number : undefined;
}
