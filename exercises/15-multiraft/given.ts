/**
 * What is given: what each part is told, what it may use, and what it must be. There is nothing to
 * fill in here. This file has part 1 and the words of all; parts 2 to 4 have theirs in `ranges.ts`,
 * parts 5 to 7 in `nodes.ts`, parts 8 and 9 in `driver.ts`, and part 10 in `whole_store.ts`.
 *
 * @module
 */

import type { NodeId } from "hb/model/protocol.ts";

export type { NodeId };
export { todo } from "hb/grade/todo.ts";
export type * from "./driver.ts";
export type * from "./nodes.ts";
export type * from "./ranges.ts";
export type * from "./whole_store.ts";

// deno-lint-ignore no-explicit-any -- what an answer keeps is the reader's affair
export type Any = any;

/** Names a range and the Raft group that replicates it; never used again. */
export type GroupId = number;

/**
 * The keys from `start`, included, to `end`, not included. Keys are ordered as JavaScript orders
 * texts.
 */
export interface Interval {
  /** The first key; "" is the first of all. */
  readonly start: string;
  /** The first key that is not in it; null: there is none. */
  readonly end: string | null;
}

/** A range: which keys it has, and in which version. */
export interface Range extends Interval {
  readonly group: GroupId;
  /** Counts the changes of its interval. */
  readonly version: number;
}

/** Which changes of a range somebody has seen. */
export interface Epoch {
  /** Of its members: the index of the entry that made them members. */
  readonly conf: number;
  /** Of its interval. */
  readonly version: number;
}

/** A range, and where it is. */
export interface Route extends Range, Epoch {
  /** The nodes that have a replica. */
  readonly members: readonly NodeId[];
  /** Who leads, as far as is known. */
  readonly leader: NodeId | null;
}

/** Part 1. What a gateway knows of where ranges are. */
export interface Routes<S = Any> {
  /** It knows nothing. */
  start(): S;
  /** Somebody says where a range is. */
  learn(s: S, route: Route): void;
  /** The route of a key; undefined: it is not known. */
  find(s: S, key: string): Route | undefined;
  /** A route led nowhere. */
  forget(s: S, group: GroupId): void;
}
