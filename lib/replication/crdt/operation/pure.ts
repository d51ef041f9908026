/**
 * Pure operation-based types (Baquero, Almeida and Shoker 2014, *Making operation-based CRDTs operation-based*, DAIS;
 * 2017, *Pure operation-based replicated data types*, arXiv 1710.04469): an operation says what was asked and when, and
 * nothing of how the type works. Each replica keeps a partially ordered log of the operations that still count. A new one
 * makes older ones obsolete, or is not worth keeping itself; and one that is causally stable goes, without its
 * timestamp, into a plain value, since from then on everything that comes is later.
 *
 * @module
 */

import type { OperationCrdt, Replica, VersionVector } from "../crdt.ts";

/** An operation with its timestamp. */
export interface Pure<U> {
  /** Who made it. */
  readonly replica: Replica;
  /** Its number there, from 1. */
  readonly count: number;
  /** How many operations of each replica had taken effect where it was made. */
  readonly sees: VersionVector;
  /** What was asked. */
  readonly update: U;
}

/** What a replica keeps; `C` is the plain value. */
export interface PoLog<U, C> {
  /** How many operations of each replica have taken effect. */
  readonly seen: Map<Replica, number>;
  /** Operations that count and are not stable, in the order in which they came. */
  log: Pure<U>[];
  /** What stable ones have come to. */
  stable: C;
}

/** How one type takes operations. */
export interface PureType<U, C, V> {
  /** What it is called. */
  readonly name: string;
  /** The plain value before all operations. */
  init(): C;
  /** Whether an operation makes another obsolete that happened before it. One that is concurrent stays. */
  replaces(later: U, earlier: U): boolean;
  /** Whether an operation counts itself when it has made others obsolete. */
  counts(update: U): boolean;
  /** The plain value when an operation has come that is later than all in it. */
  without(stable: C, later: U): C;
  /** The plain value when one more operation is stable. */
  settled(stable: C, update: U): C;
  /** What users see. */
  value(stable: C, log: readonly U[]): V;
}

/** A type from its rules. */
export function pure<U, C, V>(type: PureType<U, C, V>): OperationCrdt<PoLog<U, C>, U, Pure<U>, V> {
  return {
    name: `pure ${type.name}`,
    init: () => ({ seen: new Map(), log: [], stable: type.init() }),
    prepare: ({ seen }, replica, update) => ({
      replica,
      count: (seen.get(replica) ?? 0) + 1,
      sees: new Map(seen),
      update,
    }),
    effect(s, operation) {
      assertCausal(operation, s.seen);
      const { replica, count, sees, update } = operation;
      const isBefore = (other: Pure<U>) => other.count <= (sees.get(other.replica) ?? 0);
      s.log = s.log.filter((other) => !(isBefore(other) && type.replaces(update, other.update)));
      s.stable = type.without(s.stable, update);
      if (type.counts(update)) s.log.push(operation);
      s.seen.set(replica, count);
    },
    value: ({ stable, log }) => type.value(stable, log.map(({ update }) => update)),
    stable(s, upTo) {
      const isStable = ({ replica, count }: Pure<U>) => count <= (upTo.get(replica) ?? 0);
      for (const each of s.log) if (isStable(each)) s.stable = type.settled(s.stable, each.update);
      s.log = s.log.filter((each) => !isStable(each));
    },
  };
}

/** Throws unless an operation is the next of its replica, and all that it depends on has taken effect. */
function assertCausal<U>({ replica, count, sees }: Pure<U>, seen: VersionVector): void {
  const isNext = count === (seen.get(replica) ?? 0) + 1;
  if (isNext && [...sees].every(([other, n]) => n <= (seen.get(other) ?? 0))) return;
  throw new RangeError(
    `Cannot take an operation because it must be the next of its replica, and all that it depends on must have taken ` +
      `effect: given number ${count} of replica ${replica}, where ${
        [...seen].map(([other, n]) => `${n} of replica ${other}`).join(", ") || "none"
      } have`,
  );
}
