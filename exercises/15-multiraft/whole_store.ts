/**
 * What part 10 is about: a store of ranges, over Raft groups that are given. There is nothing to
 * fill in here.
 *
 * @module
 */

import type { Any, GroupId, Interval, NodeId, Range } from "./given.ts";
import type { Operation } from "./ranges.ts";

export type { Io, Protocol, Tagged } from "hb/model/protocol.ts";

/**
 * What a group replicates. Nothing but the arguments may matter; the state is changed in place, and
 * is plain data.
 */
export interface Machine {
  /** Applies a command; what comes of it is plain data. */
  apply(state: Any, command: Any, members: readonly NodeId[]): unknown;
}

/** A message between replicas of a group. Hand it to `Groups.receive`. */
export interface GroupMessage {
  readonly type: "group";
  readonly group: GroupId;
  readonly message: Any;
}

/** A timer of a group. Hand it to `Groups.after`. */
export interface GroupTimer {
  readonly type: "group";
  readonly key: string;
}

/** What groups save. Hand it to `Groups.start`. */
export interface GroupRecord {
  readonly type: "group";
  readonly group: GroupId;
  readonly records: readonly Any[];
}

/** What has happened in groups of a node, in order. */
export type Happened =
  /**
   * A replica here has applied a command, for the first time since it started: after a crash it
   * applies its log again, from the state that it began with. The state is already what has become
   * of it.
   */
  | {
    readonly type: "applied";
    readonly group: GroupId;
    readonly command: Any;
    readonly result: Any;
  }
  /** What was proposed here with this ticket was applied. */
  | { readonly type: "done"; readonly ticket: number; readonly result: Any }
  /** It was not, and never will be. (Where nobody says anything, nobody knows.) */
  | { readonly type: "lost"; readonly ticket: number };

/**
 * Raft groups within a node. `g` is what they remember, and a part of your node's state; all that
 * changes it tells what has happened. They send, wait and save by `io`, which is your node's, with
 * the types above.
 */
export interface Groups {
  /** A node starts, with what its groups have saved. */
  start(io: Any, journal: readonly GroupRecord[]): Any;
  /** A replica begins here, with this state, which is copied. There must be none of the group. */
  begin(g: Any, group: GroupId, members: readonly NodeId[], state: Any, io: Any): Happened[];
  /** Puts a command into the group's log, if this node leads it. Tickets are numbers of yours. */
  propose(g: Any, group: GroupId, command: Any, ticket: number, io: Any): Happened[];
  receive(g: Any, message: GroupMessage & { readonly from: NodeId }, io: Any): Happened[];
  after(g: Any, timer: GroupTimer, io: Any): Happened[];
  /** The groups of which there is a replica here. */
  groups(g: Any): GroupId[];
  /** Whether this node takes itself for the leader: there may be another one. */
  leads(g: Any, group: GroupId): boolean;
  /** Whom it takes for the leader. */
  leader(g: Any, group: GroupId): NodeId | null;
  members(g: Any, group: GroupId): readonly NodeId[];
  /** What has become of the state that it began with. It is not yours to change. */
  state(g: Any, group: GroupId): Any;
}

/** A range that is there from the beginning, in version 1. */
export interface FirstRange extends Interval {
  readonly group: GroupId;
  readonly members: readonly NodeId[];
}

/** What is chosen. All nodes know it. */
export interface StoreOptions {
  readonly ranges: readonly FirstRange[];
  /** How long a gateway waits before it asks again, in ms. */
  readonly retryMs: number;
  /** Groups that replicate this machine. */
  groups(machine: Machine): Groups;
}

/** What a client asks of the node where it sits. */
export interface Ask {
  readonly type: "ask";
  /**
   * No scan. The answer is `{ ok: true, value }` (as in part 2), when it has been done; else there
   * is none.
   */
  readonly operation: Exclude<Operation, { readonly type: "scan" }>;
}

/** What an administrator asks of any node. */
export interface AskSplit {
  readonly type: "askSplit";
  /**
   * The range that has this key is split there. The answer is `{ ok }`: whether that could be done.
   */
  readonly at: string;
  /** The number of the new group. */
  readonly child: GroupId;
}

/**
 * A store of ranges that runs. `upon` has at least `ask`, `askSplit` and `group`, `after` at least
 * `group`.
 */
export interface RunningStore {
  start(io: Any, journal: readonly Any[]): Any;
  readonly upon: Readonly<Record<string, (s: Any, message: Any, io: Any) => void>>;
  readonly after: Readonly<Record<string, (s: Any, timer: Any, io: Any) => void>>;
  /** The ranges that a node in this state has, as far as it has applied. */
  ranges(s: Any): Range[];
}

/** Part 10. A store of ranges. */
export interface Store {
  protocol(options: StoreOptions): RunningStore;
}
