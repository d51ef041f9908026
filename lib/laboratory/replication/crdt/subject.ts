/** What the laws need to know of a type: how it is asked, and what it is to mean. @module */

import type { Replica, StateCrdt } from "../../../replication/crdt/crdt.ts";
import type { Random } from "../../../sim/random.ts";

/** An update as an observer of all replicas sees it. */
export interface Event<U> {
  /** Its number in the run. */
  readonly id: number;
  /** Who made it. */
  readonly replica: Replica;
  /** What was asked. */
  readonly update: U;
  /** The events that its replica had seen, by their numbers: it happened after these. */
  readonly sees: ReadonlySet<number>;
}

/** A type under test. */
export interface Subject<S, U, V> {
  /** What it is called in tests. */
  readonly name: string;
  /** The type. */
  readonly crdt: StateCrdt<S, U, V>;
  /** An update that this replica may make now. */
  draw(random: Random, state: S, replica: Replica): U;
  /**
   * What users must see where these events are visible, in the order in which they happened: the type's meaning, alone
   * and in concurrency (Burckhardt, Gotsman, Yang and Zawirski 2014, *Replicated data types: specification,
   * verification, optimality*). It knows nothing of states.
   */
  meaning(visible: readonly Event<U>[]): V;
  /** The state after an update as it is told without deltas, where it is. */
  full?(state: S, replica: Replica, update: U): S;
  /** The name that a node takes that has lost its memory `life` times; default: a new one each time. */
  nameOf?(node: number, life: number): Replica;
}

/** A type of whatever kind under test. */
// deno-lint-ignore no-explicit-any -- the suite hands each type only its own
export type AnySubject = Subject<any, any, any>;

/** The names of a node: another in each of its lives. */
export function freshName(node: number, life: number): Replica {
  return `${node}.${life}`;
}

/** Whether `later` was made by one who had seen `earlier`. */
export function saw<U>(later: Event<U>, earlier: Event<U>): boolean {
  return later.sees.has(earlier.id);
}
