/**
 * What is given: what each part is told, what it may use, and what it must be. There is nothing to
 * fill in here. This file has parts 1 to 4, and the words of all; parts 5 and 6 have theirs in
 * `delta_parts.ts`, parts 7 and 8 in `text_parts.ts`, and part 9 in `store_parts.ts`.
 *
 * @module
 */

import type { NodeId } from "hb/model/protocol.ts";

export type { NodeId };
export { todo } from "hb/grade/todo.ts";
export { join, minus } from "./delta_parts.ts";
export type * from "./delta_parts.ts";
export type * from "./store_parts.ts";
export type * from "./text_parts.ts";

// deno-lint-ignore no-explicit-any -- what an answer keeps is the reader's affair
export type Any = any;

/** What registers hold and sets have: 0, "", false and null, too; the text "1" is not the number 1. */
export type Value = string | number | boolean | null;

/** Names a writer. Any text may be one, but the empty one: "A", "10", "9". */
export type Name = string;

/** Something that one node says to all. */
export interface Broadcast {
  readonly origin: NodeId;
  /**
   * How many broadcasts of each node its origin had delivered, this one counted: so `stamp[origin]` is
   * its number, from 1, and the other entries are what must come first.
   */
  readonly stamp: readonly number[];
  readonly payload: string;
}

/** What nodes of part 1 say. */
export type CausalMessage =
  /** Its origin, or whoever keeps it → another. */
  | Broadcast & { readonly type: "broadcast" }
  /** Who has a round → its partner: so many broadcasts of each node have been delivered here. */
  | { readonly type: "known"; readonly row: readonly number[] };

/** What a node of part 1 may do. */
export interface CausalIo {
  send(to: NodeId, message: CausalMessage): void;
  /** Hands a broadcast to the application. */
  deliver(broadcast: Broadcast): void;
  /** Tells the application: of each node, so many are stable now. */
  stable(upTo: readonly number[]): void;
}

/** Who a node of part 1 is. */
export interface CausalRules {
  readonly self: NodeId;
  /** How many nodes there are, from 0 on. */
  readonly nodes: number;
}

/** Part 1. Causal broadcast. Its `s` is yours to choose. */
export interface Causal<S = Any> {
  start(rules: CausalRules): S;
  /** The application here says something to all. */
  say(s: S, payload: string, io: CausalIo): void;
  /** A round of this node with a partner, which is not itself. */
  round(s: S, partner: NodeId, io: CausalIo): void;
  upon(s: S, from: NodeId, message: CausalMessage, io: CausalIo): void;
}

/** Part 2. Counters of copies that merge. Its `S` is yours to choose. */
export interface Counters<S = Any> {
  /**
   * A copy begins. Nobody has ever had this name. `saved` is what it, or another copy, was at some
   * time, as these functions gave it: perhaps long ago, so that others have heard of it what it does
   * not know any more itself. Null: it remembers nothing.
   */
  start(name: Name, saved: S | null): S;
  /** The copy after it has counted so many more; they may be fewer than none. */
  add(s: S, by: number): S;
  /** The copy `s` after it has heard of another. */
  merge(s: S, other: S): S;
  /** What it counts. */
  value(s: S): number;
}

/** A register. What it reads is `R`; its `S` is yours to choose. */
export interface Register<R, S = Any> {
  empty(): S;
  /** The register after a write by `name`, whose clock shows `now`. */
  write(s: S, name: Name, value: Value, now: number): S;
  /** What both know, in one. */
  merge(a: S, b: S): S;
  read(s: S): R;
}

/** Part 3. Two registers. */
export interface Registers {
  /** The last writer wins; undefined: nobody has written. */
  readonly last: Register<Value | undefined>;
  /** All concurrent writes, in any order. */
  readonly multi: Register<readonly Value[]>;
}

/** Part 4. An observed-remove set without tombstones. Its `S`, of states and deltas, is yours. */
export interface OrSet<S = Any> {
  empty(): S;
  /** The delta of an add by `name`. */
  add(s: S, name: Name, element: Value): S;
  /** The delta of a remove. */
  remove(s: S, element: Value): S;
  /** Both in one: states, deltas, or one of each. */
  merge(a: S, b: S): S;
  /** What is in it, each once, in any order. */
  elements(s: S): readonly Value[];
}
