/** What a node knows. @module */

import type { NodeId } from "../model/protocol.ts";
import type { Saved } from "../consensus/raft/journal.ts";
import type { State as RaftState } from "../consensus/raft/state.ts";
import type { Timer as RaftTimer } from "../consensus/raft/messages.ts";
import type { Reading } from "../reads/reader.ts";
import type { RangeState } from "./range/state.ts";
import type { GroupId } from "./range/interval.ts";
import type { Pin, Route, Task } from "./messages.ts";

/** A replica's Raft, with its reads. */
export type Group = Reading<RaftState<RangeState>>;

/** One replica of a range. */
export interface Replica {
  /** Its Raft. */
  readonly group: Group;
  /** When its timers end, on the node's wheel. */
  readonly timers: Map<RaftTimer["type"], number>;
  /**
   * The latest configuration in which others took this node for a member while it had not got it: what its log says
   * before that is not the end of it, also if it was a member then, was removed and has been added since.
   */
  called: number;
  /** The tick of the wheel at which it is looked at next; null: at none. */
  lookAt: number | null;
  /** Since when it sleeps, on the node's wheel; null when it is awake. */
  asleepSince: number | null;
  /** As leader: for how long it has had nothing to do. */
  readonly idle: Idleness;
  /** As leader: who has gone to sleep since `idle.since`. */
  readonly sleepers: Set<NodeId>;
  /**
   * As leader: in which round each member came. What a member says of rounds before that, it said in an earlier life,
   * and has forgotten: a replica that goes takes its log with it.
   */
  readonly admitted: Map<NodeId, number>;
}

/** For how long a leader has had nothing to do. */
export interface Idleness {
  /** The term in which it is counted. */
  term: number;
  /** The beats since anything was asked of it, it woke, or it began to lead. */
  beats: number;
  /** The first round of beats since which all have said that the group would sleep; null: the last one has not. */
  since: number | null;
}

/** What stays of a replica that is gone, also when the node has another one later. */
export interface Tombstone {
  /** It is no member as the log is decided up to this entry; null: its range is a part of another, and nobody is. */
  readonly conf: number | null;
  /** Its term. */
  readonly term: number;
  /** Its vote in that term: should it become a member again, it must not vote twice. */
  readonly votedFor: NodeId | null;
}

/** The timers of all groups of a node, in ticks: one event of the node for whatever is due at a tick. */
export interface Wheel {
  /** The node's time in ms, which goes on with its ticks and never back. */
  time: number;
  /** What its clock showed at that time. */
  shown: number;
  /** The tick at which it wakes; null: at none. */
  wakeAt: number | null;
  /** The groups that are looked at, by tick. */
  readonly groups: Map<number, GroupId[]>;
}

/** A client's operation, or an administrator's order, that a gateway has taken. */
export interface Pending {
  /** Where the answer goes. */
  readonly address: NodeId;
  /** The key that it is about. */
  key: string;
  /** What is asked. */
  readonly task: Task;
  /** How often it was asked; of a scan, since a range has answered. */
  tries: number;
  /** How often it was asked since it was last heard where the range is. */
  unheard: number;
  /** How many nodes were asked where the key is. */
  located: number;
  /** Of a merge: whether it was asked anew where the neighbour is, after what was known spoke against it. */
  isAskedAnew: boolean;
  /** Of a range that has stopped: what the one that was to absorb it is a part of by now; null: that is not known. */
  heir: GroupId | null;
  /** What a scan has found so far. */
  found: (readonly [string, string])[];
  /** The range of this node that has stopped, and asks; null where somebody else asks. */
  readonly merges: GroupId | null;
  /** The only range, and the only epoch, that it is for; null: whichever has the key. */
  readonly only: Pin | null;
}

/** A node as a gateway: it takes what clients ask, and finds out who must answer. */
export interface Gateway {
  /** The number of what is asked next. */
  next: number;
  /** What is under way, by its number. */
  readonly pending: Map<number, Pending>;
  /** Where ranges are, or were, in the order of their keys. Invariant: no two overlap. */
  routes: Route[];
  /** Whether it is durable how often the node has started: when what it asked was answered, it is. */
  hasBegun: boolean;
}

/** Who waits for an answer of a group here. */
export interface Ticket {
  /** The gateway; the node itself where it asked. */
  readonly node: NodeId;
  /** Its number there. */
  readonly id: number;
  /** How often that one had started. */
  readonly boot: number;
  /** The group. */
  readonly group: GroupId;
  /** Whether an administrator waits, or a client. */
  readonly kind: "operate" | "order";
}

/** A node. */
export interface NodeState {
  /** How often it has started. */
  boot: number;
  /** Its replicas. */
  readonly replicas: Map<GroupId, Replica>;
  /** Replicas that are gone, or were. */
  readonly tombstones: Map<GroupId, Tombstone>;
  /** The timers of its groups. */
  readonly wheel: Wheel;
  /** What it does for clients. */
  readonly gateway: Gateway;
  /** Who waits here. */
  readonly tickets: Map<number, Ticket>;
  /** The number of the next who waits. */
  nextTicket: number;
}

/** What a node saves: one journal for all of its groups. */
export type Record =
  /** It has started for the so-manieth time. */
  | { readonly type: "boot"; readonly boot: number }
  /** What a group saves. */
  | { readonly type: "group"; readonly group: GroupId; readonly record: Saved }
  /** Others take this node for a member of a group, in this configuration, which it has not got yet. */
  | { readonly type: "called"; readonly group: GroupId; readonly conf: number }
  /** A replica is gone. */
  | { readonly type: "gone"; readonly group: GroupId; readonly tombstone: Tombstone };
