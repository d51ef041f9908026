/** Counter, set and register by operations: the same as those by states, which stand in `../state`. @module */

import { compare } from "../../../model/compare.ts";
import type { OperationCrdt, Replica } from "../crdt.ts";
import { wholeAmount } from "../state/counters.ts";
import type { Element, SetUpdate } from "../state/elements.ts";
import type { RegisterUpdate } from "../state/mv_register.ts";
import { type PoLog, type Pure, pure, type PureType } from "./pure.ts";

/** What a replica of a counter keeps. */
export interface OpCounter {
  /** How many operations of each replica have taken effect. */
  readonly seen: Map<Replica, number>;
  /** The sum. */
  sum: number;
}

/** An addition. */
export interface Addition {
  /** Who made it. */
  readonly replica: Replica;
  /** Its number there, from 1. */
  readonly count: number;
  /** What is added, below or above 0. */
  readonly by: number;
}

/** A counter: additions commute, so it needs neither a log nor causal order, but each of them once. */
export const opCounter: OperationCrdt<OpCounter, number, Addition, number> = {
  name: "operation-based counter",
  init: () => ({ seen: new Map(), sum: 0 }),
  prepare({ seen, sum }, replica, by) {
    wholeAmount(sum + wholeAmount(by));
    return { replica, count: (seen.get(replica) ?? 0) + 1, by };
  },
  effect(s, { replica, count, by }) {
    const before = s.seen.get(replica) ?? 0;
    if (count !== before + 1) {
      throw new RangeError(
        `Cannot add because each addition must take effect once: given number ${count} of replica ${replica}, of ` +
          `which ${before} have`,
      );
    }
    s.seen.set(replica, count);
    s.sum += by;
  },
  value: ({ sum }) => sum,
};

/** The rules of a set in which concurrent adds win over removes. */
export const addWins: PureType<SetUpdate, ReadonlySet<Element>, ReadonlySet<Element>> = {
  name: "OR-set",
  init: () => new Set(),
  replaces: (later, earlier) => later.element === earlier.element,
  // A remove has done what it is for: an add that it has not seen stays, whenever that comes.
  counts: ({ type }) => type === "add",
  without(stable, { element }) {
    if (!stable.has(element)) return stable;
    const rest = new Set(stable);
    rest.delete(element);
    return rest;
  },
  settled: (stable, { element }) => new Set([...stable, element]),
  value: (stable, log) => new Set([...stable, ...log.map(({ element }) => element)]),
};

/** A set by operations. */
export const opSet: OperationCrdt<
  PoLog<SetUpdate, ReadonlySet<Element>>,
  SetUpdate,
  Pure<SetUpdate>,
  ReadonlySet<Element>
> = pure(addWins);

/** The rules of a register that keeps all concurrent writes. */
export const allWrites: PureType<RegisterUpdate, readonly unknown[], readonly unknown[]> = {
  name: "MV-register",
  init: () => [],
  replaces: () => true,
  counts: ({ type }) => type === "write",
  without: (stable) => stable.length === 0 ? stable : [],
  settled: (stable, update) => [...stable, ...writtenBy(update)],
  value: (stable, log) => [...stable, ...log.flatMap(writtenBy)].sort(compare),
};

/** A register by operations. */
export const opRegister: OperationCrdt<
  PoLog<RegisterUpdate, readonly unknown[]>,
  RegisterUpdate,
  Pure<RegisterUpdate>,
  readonly unknown[]
> = pure(allWrites);

function writtenBy(update: RegisterUpdate): unknown[] {
  return update.type === "write" ? [update.value] : [];
}
