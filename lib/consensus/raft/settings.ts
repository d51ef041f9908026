/** The settings of a Raft. @module */

import type { Io, NodeId } from "../../model/protocol.ts";
import type { Configuration } from "./configuration.ts";
import type { StateMachine } from "../../replicated/state_machine.ts";
import type { Proposal } from "./entry.ts";
import type { Saved } from "./journal.ts";
import { faultOf } from "./membership.ts";
import type { Message, Timer } from "./messages.ts";
import { type Rules, rules } from "./rules.ts";
import type { State } from "./state.ts";
import { isSnapshot } from "./schema.ts";

/** What there is to set. Times are in ms of a server's own clock. */
export interface Options<D = unknown, C = unknown, R = unknown> {
  /** The state machine that is replicated. */
  readonly machine: StateMachine<D, C, R>;
  /** A server that hears nothing for a time drawn from here stands for election; default 150 to 300. */
  readonly electionTimeoutMs?: readonly [least: number, most: number];
  /** How often a leader says that it is there; default 50. */
  readonly heartbeatMs?: number;
  /** Whether servers ask whether they would win before they stand (section 9.6); default true. */
  readonly preVote?: boolean;
  /**
   * Whether a leader that no quorum has answered for an election timeout steps down, and voters that hear
   * from a leader do not help to replace it (sections 6.2 and 4.2.3); default true.
   */
  readonly checkQuorum?: boolean;
  /** How many messages with entries may be on their way to a follower; default 64. */
  readonly maxInflight?: number;
  /** How many bytes of entries may be on their way to a follower; default 4 MiB. */
  readonly maxInflightBytes?: number;
  /** How many bytes of entries a message holds, though always one entry; default 64 KiB. */
  readonly maxEntryBytesPerMessage?: number;
  /**
   * A leader accepts no requests while it has more bytes of uncommitted entries than this; default 16
   * MiB.
   */
  readonly maxUncommittedBytes?: number;
  /** Take a snapshot when this many entries have been applied since the last one; default: never. */
  readonly snapshotEvery?: number;
  /** How many entries before a snapshot stay in the log, for followers that are a little behind; default 0. */
  readonly keepEntries?: number;
  /**
   * How many bytes of entries before a snapshot stay in the log, about, as long as a follower that answers lacks
   * them: else one that is slow for a moment needs a whole snapshot. Default 0.
   */
  readonly keepBytes?: number;
  /**
   * How many bytes of a snapshot a message holds; a larger one is sent in chunks of this size. Default 1
   * MiB.
   */
  readonly snapshotChunkBytes?: number;
  /** Whether data that came in chunks is a snapshot of this machine; by default, whether it can be of any. */
  readonly isSnapshot?: (data: unknown) => boolean;
  /**
   * How large the state machine may be, about, in bytes: once a snapshot is larger, the leader refuses commands
   * that may make it grow; default: as large as it likes.
   */
  readonly maxMachineBytes?: number;
  /** How many client sessions there are at most; default 10,000. */
  readonly maxSessions?: number;
  /** The first configuration, or its voters; default: all nodes are voters. */
  readonly members?: readonly NodeId[] | Configuration;
  /**
   * What a server does with requests that only the leader can serve: "forward" hands them to the leader,
   * and is silent if it knows none; "redirect" says who leads; default "redirect".
   */
  readonly whenNotLeading?: "forward" | "redirect";
  /**
   * Whether a leader sends entries on while it is still writing them, and counts itself only up to where
   * they are durable; then answers to what is committed need not wait for the disk either (section
   * 10.2.1); default false: it writes, then it sends.
   */
  readonly sendsAhead?: boolean;
  /**
   * Whether a server saves each snapshot that it takes, default true. Without, a restarted server applies
   * its log again from an earlier one: for hosts that make checkpoints of the state.
   */
  readonly savesSnapshots?: boolean;
  /**
   * Whether a server saves the chunks of a snapshot as they come, default false. With it, a server that
   * restarts goes on where it was; without, it begins again.
   */
  readonly savesChunks?: boolean;
  /** The decisions; default: the right ones. */
  readonly rules?: Rules;
}

/** Settings of which none is open. */
export interface Settings extends Required<Omit<Options, "members">> {
  /** The first configuration; undefined when all nodes are voters. */
  readonly members: Configuration | undefined;
}

/** A Raft that is completely decided: what every function of it is given. */
export interface Raft extends Settings {
  /** The work that handlers have done for them. */
  readonly steps: Steps;
}

/** The steps of Raft. */
export interface Steps {
  /** A leader appends to its own log and sends it on; the index of the entry. */
  append(raft: Raft, s: State, proposal: Proposal, io: Io<Message, Timer, Saved>): number;
  /** Applies what is committed, and answers whoever waits for it. */
  applyCommitted(raft: Raft, s: State, io: Io<Message, Timer, Saved>): void;
  /** A leader sends a snapshot to a follower that needs entries which are compacted. */
  sendSnapshot(raft: Raft, s: State, to: NodeId, io: Io<Message, Timer, Saved>): void;
  /** A leader's heartbeat to a follower to which a snapshot is on its way. */
  awaitSnapshot(raft: Raft, s: State, to: NodeId, io: Io<Message, Timer, Saved>): void;
  /** A follower to which a snapshot is on its way has said how far it agrees: `match` is up to date. */
  snapshotAnswered(raft: Raft, s: State, from: NodeId, io: Io<Message, Timer, Saved>): void;
}

/** Fills in what the options leave open. Throws if the options contradict each other. */
export function withDefaults(options: Options): Settings {
  const [least, most] = options.electionTimeoutMs ?? [150, 300];
  const raft: Settings = {
    machine: options.machine,
    electionTimeoutMs: [least, most],
    heartbeatMs: options.heartbeatMs ?? 50,
    preVote: options.preVote ?? true,
    checkQuorum: options.checkQuorum ?? true,
    maxInflight: options.maxInflight ?? 64,
    maxInflightBytes: options.maxInflightBytes ?? 2 ** 22,
    maxEntryBytesPerMessage: options.maxEntryBytesPerMessage ?? 2 ** 16,
    maxUncommittedBytes: options.maxUncommittedBytes ?? 2 ** 24,
    snapshotEvery: options.snapshotEvery ?? Infinity,
    keepEntries: options.keepEntries ?? 0,
    keepBytes: options.keepBytes ?? 0,
    snapshotChunkBytes: options.snapshotChunkBytes ?? 2 ** 20,
    isSnapshot: options.isSnapshot ?? isSnapshot,
    maxMachineBytes: options.maxMachineBytes ?? Infinity,
    maxSessions: options.maxSessions ?? 10_000,
    members: membersFrom(options.members),
    whenNotLeading: options.whenNotLeading ?? "redirect",
    savesSnapshots: options.savesSnapshots ?? true,
    savesChunks: options.savesChunks ?? false,
    sendsAhead: options.sendsAhead ?? false,
    rules: options.rules ?? rules,
  };
  if (!(least > 0 && most >= least)) {
    throw new RangeError(
      `Cannot run Raft because ` +
        `electionTimeoutMs must be a range above 0: given ${least} to ${most}`,
    );
  }
  if (!(raft.heartbeatMs > 0 && raft.heartbeatMs < most)) {
    throw new RangeError(
      `Cannot run Raft because ` +
        `heartbeatMs must be above 0 and below the election timeout (${most}): ` +
        `given ${raft.heartbeatMs}`,
    );
  }
  for (
    const name of ["maxInflight", "snapshotEvery", "snapshotChunkBytes", "maxSessions"] as const
  ) {
    if (!(raft[name] >= 1)) {
      throw new RangeError(
        `Cannot run Raft because ${name} must be 1 or more: given ${raft[name]}`,
      );
    }
  }
  return raft;
}

function membersFrom(members: Options["members"]): Configuration | undefined {
  if (members === undefined) return undefined;
  const configuration: Configuration = "voters" in members
    ? members
    : { voters: members, outgoing: [], learners: [], learnersNext: [], autoLeave: false };
  const fault = faultOf(configuration);
  if (fault === undefined) return configuration;
  throw new RangeError(
    `Cannot run Raft because the members must be a configuration, in which ${fault}: ` +
      `given voters ${configuration.voters.join(", ")}`,
  );
}
