/** The store as each node of the cluster runs it: a log, replicated by one protocol and read in one way. @module */

import type { Schema } from "hb/codec/schema.ts";
import { guardOf } from "hb/codec/schema/check.ts";
import { snapshotOf as paxosSnapshot } from "hb/consensus/multipaxos/schema.ts";
import { snapshotOf as raftSnapshot } from "hb/consensus/raft/schema.ts";
import type { Options as MultiPaxosOptions } from "hb/consensus/multipaxos/settings.ts";
import type { State as PaxosState } from "hb/consensus/multipaxos/state.ts";
import { raft } from "hb/consensus/raft/raft.ts";
import type { Options as RaftOptions } from "hb/consensus/raft/settings.ts";
import type { HostOptions } from "hb/host/host.ts";
import type { NodeId, Protocol, Tagged } from "hb/model/protocol.ts";
import { bodega } from "hb/reads/bodega/bodega.ts";
import type { BodegaOptions } from "hb/reads/bodega/settings.ts";
import { multiPaxosLog } from "hb/reads/multipaxos_log.ts";
import { raftLog } from "hb/reads/raft_log.ts";
import { quorumLease } from "hb/reads/quorum_lease/quorum_lease.ts";
import type { QuorumLeaseOptions } from "hb/reads/quorum_lease/settings.ts";
import type { ReadOptions, Way } from "hb/reads/reader.ts";
import { reading } from "hb/reads/reading.ts";
import { keysOf } from "hb/replicated/store/commands.ts";
import { expiring } from "hb/replicated/store/expiring.ts";
import { leasesIn } from "hb/replicated/store/leases.ts";
import { type Applied, observed, storeMachine } from "hb/replicated/store/machine.ts";
import type { Store as StoreState } from "hb/replicated/store/state.ts";
import { upToDate } from "./old_logs.ts";
import { sharded, type Shards, usualShards } from "./sharded.ts";
import { shardedMessage } from "./sharded/shapes.ts";
import {
  bodegaMessage,
  leasedBlocks,
  multiPaxosMessage,
  quorumLeaseMessage,
  raftMessage,
  storeParts,
} from "./shapes.ts";

/** What replicates the log. */
export const protocols = ["raft", "multipaxos", "multiraft"] as const;
/** How the log is read. */
export const waysToRead = [
  "log",
  "read-index",
  "follower",
  "lease",
  "pqr",
  "quorum-lease",
  "bodega",
] as const;

/** What a cluster runs. */
export interface StoreKind {
  /** What replicates the log. */
  readonly protocol: typeof protocols[number];
  /** How it is read. */
  readonly reads: typeof waysToRead[number];
  /** Of multiraft: how many ranges there are at first. */
  readonly groups?: number;
  /** Of multiraft: a larger range is split, in MiB. */
  readonly splitMb?: number;
}

/** Decisions of any kind of reads. */
type Decisions =
  & ReadOptions["rules"]
  & QuorumLeaseOptions["rules"]
  & BodegaOptions["rules"]
  & object;

/** What a host must know of the store, besides where it is. */
export type Store = Pick<
  HostOptions<object, Tagged, Tagged, unknown>,
  "protocol" | "requests" | "bulk" | "schema"
>;

/** What others may overtake, of whatever protocol: a snapshot is long, and says where it belongs. */
const bulk = ["installSnapshot", "snapshotChunk"];

/** What is the same for both protocols. */
const common = {
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

/** Ways that are protocols of their own, over Multi-Paxos. */
type Own = "quorum-lease" | "bodega";

/** Which protocols have a way to read. */
export function protocolsFor(reads: StoreKind["reads"]): StoreKind["protocol"][] {
  if (isOwn(reads)) return ["multipaxos"];
  return protocols.filter((protocol) => protocol !== "multiraft" || isOfRanges(reads));
}

/** Whether there is that way on that log. */
export function fits({ protocol, reads }: StoreKind): boolean {
  return protocolsFor(reads).includes(protocol);
}

function isOfRanges(reads: StoreKind["reads"]): reads is "log" | "read-index" | "lease" {
  return reads === "log" || reads === "read-index" || reads === "lease";
}

function isOwn(reads: StoreKind["reads"]): reads is Own {
  return reads === "quorum-lease" || reads === "bodega";
}

const ways: Readonly<Record<Exclude<StoreKind["reads"], Own>, Way>> = {
  log: "log",
  "read-index": "read index",
  follower: "follower",
  lease: "leader lease",
  pqr: "pqr",
};

/**
 * The store on `nodes` nodes; with decisions about reads that are not the usual ones where a test wants that, and
 * with somebody who hears what is applied.
 */
export function storeOf(
  nodes: number,
  { protocol, reads, ...shards }: StoreKind = usual,
  rules: Decisions = {},
  applied?: Applied,
): Store {
  if (protocol === "multiraft") return onRanges(nodes, reads, { ...usualShards, ...shards });
  const machine = applied === undefined ? storeMachine : observed(applied);
  if (protocol === "raft") return onRaft(nodes, reads, rules, machine);
  const options = {
    ...common,
    machine: machine as MultiPaxosOptions["machine"],
    keepSlots: 1_000,
    isSnapshot: guardOf(paxosSnapshot(storeParts(nodes))),
    ...inChunks,
  };
  const log = multiPaxosLog(options);
  const leasing = {
    reign: (s: PaxosState, self: NodeId) => log.leading(s, self)?.name ?? null,
    leases: ({ machine }: PaxosState) => leasesIn(machine as StoreState),
  };
  const chosen = { rules, keys: keysOf };
  if (reads === "bodega") {
    return storeWith(expiring(bodega(options, chosen), leasing), bodegaMessage(nodes));
  }
  if (reads === "quorum-lease") {
    const withLeases = { ...options, isSnapshot: guardOf(paxosSnapshot(leasedBlocks(nodes))) };
    const ending = expiring(quorumLease(withLeases, chosen), {
      ...leasing,
      leases: ({ machine }) => leasesIn(machine.inner as StoreState),
    });
    return storeWith(ending, quorumLeaseMessage(nodes));
  }
  const read = reading(log, { way: ways[reads], ...chosen });
  return storeWith(expiring(read, leasing), multiPaxosMessage(nodes));
}

/** What runs where nobody says. */
export const usual: StoreKind = { protocol: "raft", reads: "log" };

function onRaft(
  nodes: number,
  reads: StoreKind["reads"],
  rules: Decisions,
  machine: typeof storeMachine,
): Store {
  if (isOwn(reads)) {
    throw new RangeError(`Cannot read by ${reads} because it needs Multi-Paxos: given Raft`);
  }
  const options: RaftOptions = {
    ...common,
    machine: machine as RaftOptions["machine"],
    sendsAhead: true,
    keepEntries: 1_000,
    keepBytes: 2 ** 24,
    isSnapshot: guardOf(raftSnapshot(storeParts(nodes))),
    ...inChunks,
    // The state machine is kept in memory, in a process that has some gigabytes.
    maxMachineBytes: 2 ** 28,
  };
  const log = raftLog(options, raft(options));
  const protocol = expiring(reading(log, { way: ways[reads], rules, keys: keysOf }), {
    reign: (s, self) => log.leading(s, self)?.name ?? null,
    leases: ({ machine }) => leasesIn(machine as StoreState),
  });
  return storeWith({
    ...protocol,
    // Logs of earlier versions are taken too.
    start: (io, journal) => protocol.start(io, journal.map(upToDate)),
  }, raftMessage(nodes));
}

/** With several ranges; nobody hears what is applied to them. */
function onRanges(nodes: number, reads: StoreKind["reads"], shards: Shards): Store {
  if (!isOfRanges(reads)) {
    throw new RangeError(`Cannot read by ${reads} because it needs one log: given several ranges`);
  }
  const way = ways[reads] as Exclude<Way, "pqr" | "follower">;
  const { savesSnapshots } = common;
  const raft = { sendsAhead: true, savesSnapshots, keepBytes: 2 ** 20, ...inChunks };
  // All groups of all nodes share one machine, and whoever leads them beats for all at once.
  const times = { electionTimeoutMs: [500, 1000], heartbeatMs: 100 } as const;
  // Whatever brings a range in a snapshot, or a part of one, says which.
  const bringsRange = (message: object) => "range" in message;
  return storeWith(
    sharded(nodes, shards, { way, ...times, raft }),
    shardedMessage(nodes),
    bringsRange,
  );
}

function storeWith<S extends object, M extends Tagged, T extends Tagged, R>(
  protocol: Protocol<S, M, T, R>,
  schema: Schema<M>,
  isBulk: Store["bulk"] = bulk,
): Store {
  return {
    // Sound, as a host hands a protocol only its own states and what has the shape of its messages.
    protocol: protocol as unknown as Store["protocol"],
    requests: ["request", "register", "read"],
    ...(isBulk && { bulk: isBulk }),
    schema: schema as unknown as NonNullable<Store["schema"]>,
  };
}
