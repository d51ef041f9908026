/**
 * What parts 2 to 4 are about: ranges, as their logs make them. There is nothing to fill in here.
 *
 * A range is a replicated state machine. What you write is what its replicas do when they apply a
 * command, all alike: you change the state in place, and give the answer. Nothing but the arguments
 * may matter. Commands are not yours to change, and nothing of a state may be the same memory as
 * something of another.
 *
 * @module
 */

import type { GroupId, NodeId, Range } from "./given.ts";

/** What a client asks. */
export type Operation =
  | { readonly type: "get"; readonly key: string }
  | { readonly type: "put"; readonly key: string; readonly value: string }
  | { readonly type: "delete"; readonly key: string }
  /** `value` comes in place of `expected`; null: of nothing. The answer is whether it did. */
  | {
    readonly type: "cas";
    readonly key: string;
    readonly expected: string | null;
    readonly value: string;
  }
  /** The first keys of [key, end), at most `limit`, in order. */
  | {
    readonly type: "scan";
    readonly key: string;
    readonly end: string | null;
    readonly limit: number;
  };

/** What a scan gives. */
export interface Entries {
  /** From which key to which it looked. */
  readonly start: string;
  readonly end: string | null;
  /** Keys and what they hold, in order. */
  readonly entries: readonly (readonly [key: string, value: string])[];
  /** There are more in the interval than `limit` allowed. */
  readonly more: boolean;
}

/** Which request of which gateway a command belongs to. */
export interface Stamp {
  /** The node that asks. */
  readonly gateway: NodeId;
  /** How often it had started; what it asked in earlier starts is nobody's any more. */
  readonly boot: number;
  /** Counts what it has asked since. */
  readonly sequence: number;
  /** The lowest number that it may still ask again. */
  readonly lowest: number;
}

/** What is remembered of one gateway. */
export interface Heard {
  /** Its latest start that was heard of. */
  boot: number;
  /** The highest `lowest` that was heard of in that start. */
  lowest: number;
  /** What it was answered, by number; none is below `lowest`. */
  answers: Map<number, RangeAnswer>;
}

/** A range has stopped, to become a part of another. */
export interface Merging {
  /** The range that is to absorb it. */
  readonly into: GroupId;
  /** The version in which that one may absorb it, and no other. */
  readonly intoVersion: number;
}

/** The state of a range. */
export interface RangeState {
  readonly group: GroupId;
  start: string;
  end: string | null;
  /** Counts the changes of the interval. */
  version: number;
  /** What the keys hold. */
  data: Map<string, string>;
  /** What was answered, by gateway. */
  heard: Map<NodeId, Heard>;
  /** Null: it has not stopped. */
  merging: Merging | null;
  /** The groups that have become parts of this range, and those of theirs. */
  absorbed: Set<GroupId>;
  /** The groups that were split off from what is this range now, or was. */
  born: Set<GroupId>;
}

/** What comes of a command. */
export type RangeAnswer =
  | { readonly ok: true; readonly value: string | boolean | null | Entries }
  /**
   * The version, or the interval, is not that of the range, which is this now. Nothing was done.
   */
  | { readonly ok: false; readonly why: "stale"; readonly range: Range }
  /** The range has stopped to become a part of another. Nothing was done. */
  | { readonly ok: false; readonly why: "frozen"; readonly range: Range }
  /** It is over for its gateway; it may have been done before. */
  | { readonly ok: false; readonly why: "old" }
  /** It makes no sense. Nothing was done. */
  | { readonly ok: false; readonly why: "refused" };

/** A client's operation in the log of a range. */
export interface OperateCommand {
  /** Of the range, as the gateway knew it. */
  readonly version: number;
  /** Null: it may be done again. It is null where nothing is changed. */
  readonly stamp: Stamp | null;
  readonly operation: Operation;
}

/** Part 2. A range applies what a client asks. */
export type Operate = (s: RangeState, command: OperateCommand) => RangeAnswer;

/** The keys from `at` on become a range of their own. */
export interface SplitCommand {
  readonly version: number;
  readonly at: string;
  readonly child: GroupId;
}

/**
 * The members of a group, as its log says. While they change, the voters of before are `outgoing`.
 */
export interface Members {
  readonly voters: readonly NodeId[];
  readonly outgoing: readonly NodeId[];
  readonly learners: readonly NodeId[];
}

/** What a replica has promised in Raft: whom it has voted for in its term; null: nobody. */
export interface Vote {
  readonly term: number;
  readonly votedFor: NodeId | null;
}

/** A replica, as its node sees it. */
export interface ReplicaView extends Vote {
  /** It has a state. Others were asked for votes, and wait for a snapshot. */
  readonly hasBegun: boolean;
}

/** What a node knows of its replicas. */
export interface NodeView {
  readonly self: NodeId;
  readonly replicas: ReadonlyMap<GroupId, ReplicaView>;
  /** Groups of which it had a replica, and has none any more. */
  readonly gone: ReadonlySet<GroupId>;
}

/** Part 3. One range becomes two. */
export interface Split {
  /** The parent applies a split; the child is null if there is none. */
  apply(
    s: RangeState,
    command: SplitCommand,
    members: Members,
  ): { readonly answer: RangeAnswer; readonly child: RangeState | null };
  /**
   * This node's replica of the parent has applied a split. What its replica of the child begins
   * with; undefined: it begins none.
   */
  begins(node: NodeView, child: GroupId, voters: readonly NodeId[]): Vote | undefined;
  /** Whether a node may install a snapshot of this range, given the ranges that it has. */
  installs(range: Range, here: readonly Range[]): boolean;
}

/** The range stops, so that its neighbour `into` may absorb it. */
export interface FreezeCommand {
  readonly version: number;
  readonly into: GroupId;
  readonly intoVersion: number;
}

/** Part 4. Two ranges become one. */
export interface Merge {
  /** A range applies that it stops. */
  freeze(s: RangeState, command: FreezeCommand): RangeAnswer;
  /**
   * A range applies that it absorbs another, of which this is a copy; the value is whether it has
   * absorbed it.
   */
  absorb(s: RangeState, source: RangeState): RangeAnswer;
  /**
   * A replica of the other hears what came of it when it had stopped in the version `stopped`: it
   * is a part of its neighbour now (true), or will never be (false). It goes for good, or orders
   * its range to go on, or does nothing.
   */
  told(s: RangeState, stopped: number, isPart: boolean): "go" | "thaw" | "nothing";
  /** A range that has stopped applies that it goes on. */
  thaw(s: RangeState, command: { readonly version: number }): RangeAnswer;
}
