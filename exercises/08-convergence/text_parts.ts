/** What parts 7 and 8 are told, and must be. There is nothing to fill in here. @module */

import type { NodeId } from "hb/model/protocol.ts";
import type { Any, Name, Value } from "./given.ts";

/**
 * Part 7. A text that several write. Its `S` is yours to choose, and so is `Op`, an operation as plain
 * data. Every copy takes every operation once, after all that its writer had taken when it was made.
 */
export interface Sequence<S = Any, Op = Any> {
  empty(): S;
  /** The operation of `name`, who inserts a text so that it begins at this index. `s` stays as it is. */
  insert(s: S, name: Name, at: number, text: string): Op;
  /** The operation of deleting `count` characters from this index on. `s` stays as it is. */
  remove(s: S, at: number, count: number): Op;
  /** An operation takes effect at a copy, its writer's first of all. It changes `s`. */
  take(s: S, op: Op): void;
  /** What is to be read. */
  text(s: S): string;
}

/** How many writes of each writer there are: a number of 1 or more for each name. */
export type Vector = ReadonlyMap<Name, number>;

/** What a client of part 8 may ask for. */
export interface Guarantees {
  readonly readYourWrites: boolean;
  readonly monotonicReads: boolean;
  readonly monotonicWrites: boolean;
  readonly writesFollowReads: boolean;
}

/** What a client asks; a copy must have all that `after` counts before it does it. */
export type Request =
  | { readonly type: "read"; readonly key: string; readonly after: Vector }
  | { readonly type: "write"; readonly key: string; readonly value: Value; readonly after: Vector };

/** What a client is answered: what was read, null for a write, and which writes that rests on. */
export interface Served {
  readonly result: Value;
  readonly covers: Vector;
}

/** What a copy of part 8 may do. */
export interface SessionIo {
  /** How many writes of each writer this copy has: all from 1 up to that number. */
  covers(): Vector;
  /** What the copy has under a key; null: nothing. */
  read(key: string): Value;
  /** The copy takes a write of its own; this is the writer's name and the write's number. */
  write(key: string, value: Value): readonly [name: Name, count: number];
  answer(client: NodeId, served: Served): void;
  /** It does not do what the client asks: too many wait. */
  refuse(client: NodeId): void;
}

/** Part 8. Sessions: a client's token `T`, which is plain data, and what a copy does, with its `s`. */
export interface Sessions<T = Any, S = Any> {
  /** A session begins. */
  begin(): T;
  /** What must be covered before this is done, of all that the session has done so far. */
  needs(token: T, type: Request["type"], guarantees: Guarantees): Vector;
  /** The token after an answer that covers this. */
  noted(token: T, type: Request["type"], covers: Vector): T;
  /** A copy begins; so many requests may wait there. */
  start(mayWait: number): S;
  /** A client asks. */
  asked(s: S, client: NodeId, request: Request, io: SessionIo): void;
  /** The copy has got writes of others. */
  news(s: S, io: SessionIo): void;
  /** A client has gone: it wants no answer. */
  gone(s: S, client: NodeId): void;
}
