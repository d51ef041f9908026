/** What parts 5 and 6 are told, and must be. There is nothing to fill in here. @module */

import type { NodeId } from "hb/model/protocol.ts";
import type { Any, Name, Value } from "./given.ts";

/** What part 5 joins: texts, each once, in any order. A delta is such a set as well as a state. */
export type Texts = readonly string[];

/** All that is in either. */
export const join = (a: Texts, b: Texts): Texts => [...new Set([...a, ...b])];
/** What is in `a` and not in `b`. */
export const minus = (a: Texts, b: Texts): Texts => a.filter((each) => !b.includes(each));

/** What copies of part 5 say. */
export type DeltaMessage =
  /**
   * Who has a round → its partner. `whole`: my state. Otherwise deltas of mine, joined: all that you
   * have not acknowledged. `upTo` is the number of my last one.
   */
  | {
    readonly type: "deltas";
    readonly whole: boolean;
    readonly upTo: number;
    readonly state: Texts;
  }
  /** The partner → who sent deltas: all of yours up to that number are here. */
  | { readonly type: "ack"; readonly upTo: number };

/** What a copy of part 5 has on its disk. */
export interface SavedCopy {
  /** How many deltas it has had in all of its lives. */
  readonly count: number;
  readonly state: Texts;
}

/** What a copy of part 5 may do. */
export interface DeltaIo {
  send(to: NodeId, message: DeltaMessage): void;
  /** In place of what was saved before. */
  save(saved: SavedCopy): void;
}

/** Who a copy of part 5 is. */
export interface DeltaRules {
  /** The others. */
  readonly peers: readonly NodeId[];
  /** So many deltas are kept at most. */
  readonly most: number;
}

/** Part 5. Deltas, and when all must be sent. Its `s` is yours to choose. */
export interface Deltas<S = Any> {
  /** A copy begins, or comes back with what it has saved. */
  start(rules: DeltaRules, saved: SavedCopy | null): S;
  /** An update here, as a delta. */
  update(s: S, delta: Texts, io: DeltaIo): void;
  /** A round of this copy with one of its peers. */
  round(s: S, partner: NodeId, io: DeltaIo): void;
  upon(s: S, from: NodeId, message: DeltaMessage, io: DeltaIo): void;
  /** What it has, in any order. */
  state(s: S): Texts;
}

/** What a map of part 6 shows: keys, fields, and the concurrent values of each in any order. */
export type MapValue = ReadonlyMap<string, ReadonlyMap<string, readonly Value[]>>;

/** Part 6. A map of maps of registers. Its `S`, of states and deltas, is yours, and so is `Seen`. */
export interface OrMap<S = Any, Seen = Any> {
  empty(): S;
  /** The delta of a write by `name` to a field of a key. */
  put(s: S, name: Name, key: string, field: string, value: Value): S;
  /** What a client that reads here has seen of a field, or (null) of a whole key: plain data. */
  seen(s: S, key: string, field: string | null): Seen;
  /** The delta of removing what was seen, perhaps at another copy than this one, `s`. */
  remove(s: S, seen: Seen): S;
  /** Both in one: states, deltas, or one of each. */
  merge(a: S, b: S): S;
  /** Keys that have a field, with their fields that have a value. */
  value(s: S): MapValue;
}
