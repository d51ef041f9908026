/**
 * Counters (Shapiro, Preguiça, Baquero and Zawirski 2011, INRIA RR-7506): an entry for each replica, which only that
 * replica raises. The join takes the higher of two entries. To add them would count every message again.
 *
 * @module
 */

import { counted } from "../../../model/counted.ts";
import { inWords } from "../../../model/in_words.ts";
import type { Replica, StateCrdt, VersionVector } from "../crdt.ts";
import { joinVectors } from "./context.ts";

/** How much each replica has added. */
export type GCounter = VersionVector;

/** A counter that only grows. An update is how much is added, 1 or more. */
export const gCounter: StateCrdt<GCounter, number, number> = {
  name: "G-counter",
  init: () => new Map(),
  update(state, replica, by) {
    counted("sum", sum(state) + positive("add", by));
    return new Map([[replica, entryOf(state, replica) + by]]);
  },
  merge: joinVectors,
  below: vectorBelow,
  value: sum,
};

/** How much each replica has added and taken away. */
export interface PnCounter {
  /** What was added. */
  readonly up: GCounter;
  /** What was taken away. */
  readonly down: GCounter;
}

/** A counter that goes both ways: two that grow. An update is what is added, a whole number below or above 0. */
export const pnCounter: StateCrdt<PnCounter, number, number> = {
  name: "PN-counter",
  init: () => ({ up: new Map(), down: new Map() }),
  update({ up, down }, replica, by) {
    const nothing = gCounter.init();
    return by > 0
      ? { up: gCounter.update(up, replica, by), down: nothing }
      : { up: nothing, down: gCounter.update(down, replica, -by) };
  },
  merge: (a, b) => ({ up: joinVectors(a.up, b.up), down: joinVectors(a.down, b.down) }),
  below: (a, b) => vectorBelow(a.up, b.up) && vectorBelow(a.down, b.down),
  value: ({ up, down }) => sum(up) - sum(down),
};

/** Whether `b` counts at least what `a` counts, of each replica. */
export function vectorBelow(a: VersionVector, b: VersionVector): boolean {
  for (const [replica, count] of a) if (count > (b.get(replica) ?? 0)) return false;
  return true;
}

/** What all entries come to. */
export function sum(entries: VersionVector): number {
  let all = 0;
  for (const count of entries.values()) all += count;
  return all;
}

/** Throws unless `by` is a whole number, 1 or more; `what` says what is done with it. */
export function positive(what: string, by: number): number {
  if (Number.isSafeInteger(by) && by >= 1) return by;
  throw new RangeError(`Cannot ${what} an amount because it must be 1 or more: given ${by}`);
}

/** Throws unless `by` is a whole number, below or above 0. */
export function wholeAmount(by: number): number {
  if (Number.isSafeInteger(by)) return by;
  throw new RangeError(
    `Cannot add an amount because it must be a whole number: given ${inWords(by, 40)}`,
  );
}

/** What one replica has added. */
export function entryOf(state: GCounter, replica: Replica): number {
  return state.get(replica) ?? 0;
}
