/** What one server knows: Figure 3.1 of the dissertation, and what its later chapters add. @module */

import type { NodeId } from "../../model/protocol.ts";
import type { Configuration, Placed } from "./configuration.ts";
import { latest } from "./configuration.ts";
import type { Log } from "./log.ts";
import type { Progress } from "./progress.ts";
import type { Sessions } from "../../replicated/sessions.ts";
import type { Outgoing } from "../../replicated/chunks/outgoing.ts";
import type { PartialSnapshot, Snapshot } from "./snapshot.ts";

/** What a server is in its term. */
export type Role = "follower" | "precandidate" | "candidate" | "leader";

/** The part of a server's state that survives a crash. */
export interface Durable {
  /** The latest term that it has seen. Invariant: never decreases. */
  term: number;
  /** Whom it voted for in this term. */
  votedFor: NodeId | null;
  /** Its log. Invariant: `log.base.index <= snapshot.last.index`. */
  log: Log;
  /** The latest snapshot. */
  snapshot: Snapshot;
}

/** One server. `D` is the state of the state machine. */
export interface State<D = unknown> extends Durable {
  /** Invariant: `snapshot.last.index <= commitIndex`, and it never decreases. */
  commitIndex: number;
  /** Invariant: `lastApplied <= commitIndex`, equal between steps. */
  lastApplied: number;
  /** What the commands up to `lastApplied` have made of the state machine. */
  machine: D;
  /** What they have made of the clients' sessions. */
  sessions: Sessions;
  /** The configurations of the snapshot and of the log after it, in the order of their indices. */
  configurations: Placed[];
  /** What it is in this term. */
  role: Role;
  /** Whom it takes for the leader. */
  leader: NodeId | null;
  /** It has heard from a leader within the least election timeout, and does not help to replace it. */
  lease: boolean;
  /** While it stands, or asks whether it should: who has answered what. */
  votes: Map<NodeId, boolean>;
  /** What it knows of the others while it leads. Invariant: null unless it leads. */
  leading: Leading | null;
  /** Who waits for which entry, by its index. */
  waiting: Map<number, Waiting>;
  /**
   * What it was asked for as the leader and has not answered yet; absent otherwise. A leader accepts no
   * requests meanwhile; one that has stepped down waits to hear who leads.
   */
  transfer?: Transfer;
  /** The part that has come of a snapshot that the leader sends in chunks; absent when there is none. */
  partial?: PartialSnapshot;
}

/** What a leader keeps. */
export interface Leading {
  /** Each member's log but its own. */
  progress: Map<NodeId, Progress>;
  /**
   * Where it sends ahead: up to where its own log is known to be durable; 0 until that is known of the
   * first entry of its term. Otherwise there is no need to know: what it counts is durable whenever
   * somebody hears of it.
   */
  durable?: number;
  /** Where it sends ahead: whether its turn to send is about to come. */
  sendsSoon?: boolean;
  /**
  /**
   * Counts the rounds of its messages: one begins with each heartbeat. Answers name theirs, which tells what
   * their senders had heard.
   */
  round: number;
  /** The round that began when the leader last checked that a quorum still follows it. */
  checkedIn: number;
  /** How large the state machine was in the latest snapshot, about; absent where there is no limit. */
  machineBytes?: number;
  /** The snapshot that it sends in chunks; absent when nobody waits for one. */
  outgoing?: Outgoing<Snapshot>;
  /** The approximate size of the entries that it has appended and not yet committed. */
  uncommittedBytes: number;
}

/** Leadership is to pass on. */
export interface Transfer {
  /** The server that is to lead. */
  readonly to: NodeId;
  /** Where the answer goes, when it is known who leads, or time is up. */
  readonly address: NodeId;
}

/** A client that waits for an entry to be applied. */
export interface Waiting {
  /** The term of the entry; if the index holds another one, that entry is lost. */
  readonly term: number;
  /** Where the answer goes. */
  readonly address: NodeId;
}

/** The configuration in force at a server: the latest in its log, committed or not. */
export function configurationOf(s: Readonly<State>): Configuration {
  return latest(s.configurations).configuration;
}
