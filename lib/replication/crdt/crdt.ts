/**
 * Conflict-free replicated data types (Shapiro, Preguiça, Baquero and Zawirski 2011, *Conflict-free replicated data
 * types*, SSS): every replica takes updates at once and asks nobody, and replicas that have had the same updates are
 * equal, in whatever order these came.
 *
 * There are two ways to get there. *State-based*: states form a join semilattice, updates only climb in it, and
 * replicas send each other states, which may be lost, come twice and overtake each other. A *delta* (Almeida, Shoker
 * and Baquero 2018, *Delta state replicated data types*) is a small state that says one update: joined to the state in
 * which it was made, it gives the state after it. *Operation-based*: replicas send each other operations, each of which
 * must take effect once everywhere, after those that happened before it; concurrent ones commute.
 *
 * A type that converges may still converge to a wrong value. What each type is to *mean*, alone and in concurrency, is
 * therefore said and tested beside the laws (`lib/laboratory/replication/crdt/laws.ts`).
 *
 * @module
 */

import { encodePlain } from "../../codec/encode_plain.ts";

/**
 * Names one writer. No two writers may ever bear the same name, nor one whose memory was lost its old one: what it wrote
 * anew would pass for what it wrote before. A node that may lose its memory takes a new name with each life: "2.1".
 */
export type Replica = number | string;

/** How many events of each replica are known: all from 1 up to that number. A replica that is not in it has none. */
export type VersionVector = ReadonlyMap<Replica, number>;

/**
 * A state-based type: a join semilattice of states, with updates that climb. `S` is its state, `U` what may be asked of
 * it, `V` what users see. States are plain data and are never changed: each function returns a new one, which may
 * share parts with the old.
 */
export interface StateCrdt<S, U, V> {
  /** What it is called: "G-counter". */
  readonly name: string;
  /** The least state, before all updates. */
  init(): S;
  /**
   * The delta of an update: a state which, merged into `state`, gives the state after the update. `replica` is who makes
   * it, and `state` must have all that it has made before. Throws `RangeError` where the update cannot be.
   */
  update(state: S, replica: Replica, update: U): S;
  /** The least state that is above both: their join. */
  merge(a: S, b: S): S;
  /** The order of the semilattice: whether `b` knows all that `a` knows, so that merging `a` into it changes nothing. */
  below(a: S, b: S): boolean;
  /** What users see. */
  value(state: S): V;
}

/**
 * An operation-based type. `S` is its state, `U` what may be asked, `O` the operation that goes to all replicas, `V`
 * what users see. Every operation takes effect once at every replica, after those that happened before it; whoever
 * delivers them sees to that.
 */
export interface OperationCrdt<S, U, O, V> {
  /** What it is called: "op-based OR-set". */
  readonly name: string;
  /** The state before all operations. */
  init(): S;
  /**
   * At the replica where the update is made: the operation for it, made from what this replica knows; the state stays
   * as it is until the operation takes effect, here first of all. Throws `RangeError` where the update cannot be.
   */
  prepare(state: S, replica: Replica, update: U): O;
  /** At every replica: the operation takes effect. It changes `state` in place; the operation must stay as it is. */
  effect(state: S, operation: O): void;
  /** What users see. */
  value(state: S): V;
  /**
   * All operations up to `upTo` are causally stable: they took effect at every replica, so none that is still to come is
   * concurrent with them (Baquero, Almeida and Shoker 2014, *Making operation-based CRDTs operation-based*, DAIS). It
   * drops, in place, what only such an operation could have needed. The value stays the same.
   */
  stable?(state: S, upTo: VersionVector): void;
}

/** A state-based type of whatever kind, for tools that look into none. */
// deno-lint-ignore no-explicit-any -- tools hand each type only its own
export type AnyStateCrdt = StateCrdt<any, any, any>;

/** A refusal, as clients are answered where an update cannot be. */
export interface Refused {
  /** Why not. */
  readonly refused: string;
}

/** What an update comes to, or why it cannot be. */
export function attempted<T>(make: () => T): { readonly made: T } | Refused {
  try {
    return { made: make() };
  } catch (error) {
    if (error instanceof RangeError) return { refused: error.message };
    throw error;
  }
}

/** The state after an update: the delta, merged into the state in which it was made. */
export function updated<S, U, V>(
  crdt: Pick<StateCrdt<S, U, V>, "update" | "merge">,
  state: S,
  replica: Replica,
  update: U,
): S {
  return crdt.merge(state, crdt.update(state, replica, update));
}

/** All of these states in one; the least state where there are none. */
export function mergedAll<S, U, V>(
  crdt: Pick<StateCrdt<S, U, V>, "init" | "merge">,
  states: Iterable<S>,
): S {
  let all = crdt.init();
  for (const state of states) all = crdt.merge(all, state);
  return all;
}

/** How many bytes a state, a delta or an operation takes on the wire (`lib/codec/encode_plain.ts`). */
export function sizeOf(state: unknown): number {
  return encodePlain(state).length;
}

/** A total order of replicas, the same everywhere: numbers by value, then names by their characters. */
export function compareReplicas(a: Replica, b: Replica): number {
  if (a === b) return 0;
  if (typeof a !== typeof b) return typeof a === "number" ? -1 : 1;
  return a < b ? -1 : 1;
}
