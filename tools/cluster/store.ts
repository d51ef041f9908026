/** The store as each node of the cluster runs it: a log, replicated by one protocol and read in one way. @module */

import type { Options as MultiPaxosOptions } from "hb/consensus/multipaxos/settings.ts";
import { raft } from "hb/consensus/raft/raft.ts";
import type { Options as RaftOptions } from "hb/consensus/raft/settings.ts";
import type { HostOptions } from "hb/host/host.ts";
import type { Protocol, Tagged } from "hb/model/protocol.ts";
import { bodega } from "hb/reads/bodega/bodega.ts";
import type { BodegaOptions } from "hb/reads/bodega/settings.ts";
import { multiPaxosLog } from "hb/reads/multipaxos_log.ts";
import { raftLog } from "hb/reads/raft_log.ts";
import type { ReadOptions, Way } from "hb/reads/reader.ts";
import { reading } from "hb/reads/reading.ts";
import { bodegaMessage, multiPaxosMessage, paxosSnapshot } from "./multipaxos_schema.ts";
import { upToDate } from "./old_logs.ts";
import { raftMessage, storeSnapshot } from "./raft_schema.ts";
import { storeMachine } from "./store_machine.ts";

/** What replicates the log. */
export const protocols = ["raft", "multipaxos"] as const;
/** How the log is read. */
export const waysToRead = ["log", "read-index", "follower", "lease", "pqr", "bodega"] as const;

/** What a cluster runs. */
export interface StoreKind {
  /** What replicates the log. */
  readonly protocol: typeof protocols[number];
  /** How it is read. */
  readonly reads: typeof waysToRead[number];
}

/** Decisions of either kind of reads. */
type Decisions = ReadOptions["rules"] & BodegaOptions["rules"] & object;

/** What a host must know of the store, besides where it is. */
export type Store = Pick<
  HostOptions<object, Tagged, Tagged, unknown>,
  "protocol" | "requests" | "isMessage"
>;

/** What is the same for both protocols. */
const common = {
  machine: storeMachine,
  // A process that shares its machine with others may be kept waiting for a while.
  electionTimeoutMs: [300, 600],
  heartbeatMs: 60,
  // The log of a node that is behind by less is enough for it; beyond, it takes a snapshot.
  snapshotEvery: 5_000,
  // The host makes checkpoints, piece by piece; a snapshot of one's own would be written in one go.
  savesSnapshots: false,
} as const;

// A chunk is made, taken apart and saved in a few ms each; a node that restarts goes on with the next.
const inChunks = { snapshotChunkBytes: 2 ** 17, savesChunks: true } as const;

const ways: Readonly<Record<Exclude<StoreKind["reads"], "bodega">, Way>> = {
  log: "log",
  "read-index": "read index",
  follower: "follower",
  lease: "leader lease",
  pqr: "pqr",
};

/** The store on `nodes` nodes; with decisions about reads that are not the usual ones where a test wants that. */
export function storeOf(
  nodes: number,
  { protocol, reads }: StoreKind = usual,
  rules: Decisions = {},
): Store {
  if (protocol === "raft") return onRaft(nodes, reads, rules);
  const options = {
    ...common,
    machine: common.machine as MultiPaxosOptions["machine"],
    keepSlots: 1_000,
    isSnapshot: paxosSnapshot(nodes),
    ...inChunks,
  };
  return reads === "bodega"
    ? storeWith(bodega(options, { rules }), bodegaMessage(nodes))
    : storeWith(
      reading(multiPaxosLog(options), { way: ways[reads], rules }),
      multiPaxosMessage(nodes),
    );
}

/** What runs where nobody says. */
export const usual: StoreKind = { protocol: "raft", reads: "log" };

function onRaft(nodes: number, reads: StoreKind["reads"], rules: Decisions): Store {
  if (reads === "bodega") {
    throw new RangeError("Cannot read by Bodega because it needs Multi-Paxos: given Raft");
  }
  const options: RaftOptions = {
    ...common,
    machine: common.machine as RaftOptions["machine"],
    sendsAhead: true,
    keepEntries: 1_000,
    keepBytes: 2 ** 24,
    isSnapshot: storeSnapshot(nodes),
    ...inChunks,
    // The state machine is kept in memory, in a process that has some gigabytes.
    maxMachineBytes: 2 ** 28,
  };
  const protocol = reading(raftLog(options, raft(options)), { way: ways[reads], rules });
  return storeWith({
    ...protocol,
    // Logs of earlier versions are taken too.
    start: (io, journal) => protocol.start(io, journal.map(upToDate)),
  }, raftMessage(nodes));
}

function storeWith<S extends object, M extends Tagged, T extends Tagged, R>(
  protocol: Protocol<S, M, T, R>,
  isMessage: (data: unknown) => boolean,
): Store {
  return {
    // Sound, as a host hands a protocol only its own states and what has the shape of its messages.
    protocol: protocol as unknown as Store["protocol"],
    requests: ["request", "register", "read"],
    isMessage,
  };
}
