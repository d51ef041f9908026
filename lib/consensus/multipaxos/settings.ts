/** What may be chosen about Multi-Paxos without making it wrong. @module */

import type { NodeId } from "../../model/protocol.ts";
import { majorities, type Quorums } from "../../replicated/quorum/system.ts";
import type { StateMachine } from "../../replicated/state_machine.ts";
import type { Ballot } from "../ballot.ts";
import type { MultiPaxosIo } from "./messages.ts";
import { type Rules, rules } from "./rules.ts";
import type { State } from "./state.ts";
import { isSnapshot } from "./schema.ts";

/** What a protocol over Multi-Paxos has a say in: it may ask for more than Multi-Paxos does, never for less. */
export interface Upper {
  /** Whether a server may promise itself a ballot now; whoever says no has it stand later. */
  mayStand(s: State, ballot: Ballot, io: MultiPaxosIo): boolean;
  /** Whether the votes in a slot, which are a quorum, are enough. */
  mayDecide(s: Readonly<State>, slot: number, votes: ReadonlySet<NodeId>): boolean;
}

/** What may be left open has a default. Times are in ms. */
export interface Options<D = unknown, C = unknown, R = unknown> {
  /** What commands are executed on. */
  readonly machine: StateMachine<D, C, R>;
  /** How long a server waits for word from a leader: at least, and at most; default 150 to 300. */
  readonly electionTimeoutMs?: readonly [least: number, most: number];
  /** How often a leader says that it is there; default 50. */
  readonly heartbeatMs?: number;
  /**
   * Whether servers that hear a leader promise nothing to others, whoever stands asks first who would promise,
   * and a leader that no quorum hears steps down: then nobody who was away disturbs a leader that works; default
   * true.
   */
  readonly loyal?: boolean;
  /**
   * α: how many slots may be open at once, and how many slots after its own a configuration begins to hold. All
   * servers must have the same; default 64.
   */
  readonly window?: number;
  /** How many commands a slot holds at most; default 64. */
  readonly maxBatch?: number;
  /** How long a leader waits for more commands before it proposes those that it has; default 0. */
  readonly batchMs?: number;
  /** How many commands may wait at a leader for a slot; default 10,000. */
  readonly maxQueue?: number;
  /** Take a snapshot when so many slots have been executed since the last one; default: never. */
  readonly snapshotEvery?: number;
  /**
   * Whether a snapshot is saved when it is taken; default true. Without that it is in the next checkpoint that a host
   * makes, and until then the slots are saved.
   */
  readonly savesSnapshots?: boolean;
  /** How many slots before a snapshot are kept for servers that are a little behind; default 0. */
  readonly keepSlots?: number;
  /**
   * How many bytes of a snapshot a message holds; a larger one is sent in chunks of this size. Default: a message
   * holds any.
   */
  readonly snapshotChunkBytes?: number;
  /** Whether data that came in chunks is a snapshot of this machine; by default, whether it can be of any. */
  readonly isSnapshot?: (data: unknown) => boolean;
  /**
   * Whether a server saves the chunks of a snapshot as they come, default false. With it, a server that restarts
   * goes on where it was; without, it begins again.
   */
  readonly savesChunks?: boolean;
  /** How many slots a message to a server that has missed some holds at most; default 256. */
  readonly maxLearn?: number;
  /** How many client sessions there are at most; default 10,000. */
  readonly maxSessions?: number;
  /** The first members; default: all nodes. */
  readonly members?: readonly NodeId[];
  /** Which members are enough; each quorum of phase 1 must meet each of phase 2. Default: majorities. */
  readonly quorums?: Quorums;
  /**
   * What a server does with requests that only the leader can serve: "forward" hands them to the leader, and is
   * silent if it knows none; "redirect" says who leads; default "redirect".
   */
  readonly whenNotLeading?: "forward" | "redirect";
  /** A protocol over it that has a say; default: there is none. */
  readonly upper?: Upper;
  /** The decisions; default: the right ones. */
  readonly rules?: Partial<Rules>;
}

/** Settings of which none is open: what every function of Multi-Paxos is given. */
export interface MultiPaxos extends Required<Omit<Options, "members" | "rules">> {
  /** The first members; undefined when all nodes are. */
  readonly members: readonly NodeId[] | undefined;
  /** The decisions. */
  readonly rules: Rules;
}

/** Fills in what the options leave open. Throws if they contradict each other. */
export function withDefaults({ members, ...options }: Options): MultiPaxos {
  const paxos: MultiPaxos = {
    electionTimeoutMs: [150, 300],
    heartbeatMs: 50,
    loyal: true,
    window: 64,
    maxBatch: 64,
    batchMs: 0,
    maxQueue: 10_000,
    snapshotEvery: Infinity,
    savesSnapshots: true,
    keepSlots: 0,
    snapshotChunkBytes: Infinity,
    isSnapshot,
    savesChunks: false,
    maxLearn: 256,
    maxSessions: 10_000,
    quorums: majorities,
    whenNotLeading: "redirect",
    upper: { mayStand: () => true, mayDecide: () => true },
    ...options,
    members: members === undefined ? undefined : sorted(members),
    rules: { ...rules, ...options.rules },
  };
  const [least, most] = paxos.electionTimeoutMs;
  const cannot = (because: string, given: unknown): never => {
    throw new RangeError(`Cannot run Multi-Paxos because ${because}: given ${given}`);
  };
  if (!(least > 0 && most >= least)) {
    cannot("electionTimeoutMs must be a range above 0", `${least} to ${most}`);
  }
  if (!(paxos.heartbeatMs > 0 && paxos.heartbeatMs < most)) {
    cannot(
      `heartbeatMs must be above 0 and below the election timeout (${most})`,
      paxos.heartbeatMs,
    );
  }
  const counts = [
    "window",
    "maxBatch",
    "snapshotEvery",
    "snapshotChunkBytes",
    "maxLearn",
    "maxSessions",
  ] as const;
  for (const name of counts) {
    if (!(paxos[name] >= 1)) cannot(`${name} must be 1 or more`, paxos[name]);
  }
  if (paxos.members?.length === 0) cannot("there must be a member", "none");
  return paxos;
}

/** How many times a thing is asked for, once a heartbeat, until whoever could send it is presumed lost. */
export function patienceOf({ electionTimeoutMs: [, most], heartbeatMs }: MultiPaxos): number {
  return Math.ceil(most / heartbeatMs);
}

/** Members as a configuration has them. */
export function sorted(members: readonly NodeId[]): NodeId[] {
  return [...new Set(members)].sort((a, b) => a - b);
}
