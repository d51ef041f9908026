/**
 * The laws of operation-based types: replicas that have had the same operations are equal, in whatever causal order these
 * came; what is dropped because it is stable is never missed; and users see what they see of the state-based form of the
 * type, after the same updates.
 *
 * @module
 */

import { equal } from "../../../../model/compare.ts";
import { inWords } from "../../../../model/in_words.ts";
import type { OperationCrdt, Replica, StateCrdt } from "../../../../replication/crdt/crdt.ts";
import { Random } from "../../../../sim/random.ts";
import type { Guarantee, Suite } from "../../../conformance/guarantee.ts";

/** A type under test. */
export interface OperationSubject<S, U, O, V, D> {
  /** What it is called in tests. */
  readonly name: string;
  /** The type. */
  readonly crdt: OperationCrdt<S, U, O, V>;
  /** The same type by states. */
  readonly byStates?: StateCrdt<D, U, V>;
  /** An update that may be made now. */
  draw(random: Random, state: S): U;
  /** In which order operations come; default: "causal". */
  readonly delivery?: "causal" | "fifo";
}

/** A type of whatever kind under test. */
// deno-lint-ignore no-explicit-any -- the suite hands each type only its own
export type AnyOperationSubject = OperationSubject<any, any, any, any, any>;

/** On how many runs each law is tried, how many replicas there are, and how many steps they take. */
const SEEDS = 30, NODES = 3, STEPS = 40;

/** One replica. */
interface Copy {
  readonly replica: Replica;
  /** The state in which stable operations are dropped. */
  readonly lean: unknown;
  /** The state in which nothing is. */
  readonly full: unknown;
  /** The state-based form, merged from the deltas of the same updates. */
  byStates: unknown;
  /** How many operations of each it has. */
  readonly have: number[];
}

/** What went wrong in a run, by law. */
type Breach = Partial<Record<"order" | "stability" | "forms" | "refused", string>>;

/** The laws. */
export const operationLaws: Suite<AnyOperationSubject> = {
  family: "operation-based CRDTs",
  guarantees: [
    law("no operation is refused", "refused"),
    law("equal in any causal order", "order"),
    law("what is stable is not missed", "stability"),
    law("the same as by states", "forms"),
  ],
};

function law(name: string, which: keyof Breach): Guarantee<AnyOperationSubject> {
  return {
    name,
    breach(subject) {
      for (let seed = 1; seed <= SEEDS; seed++) {
        const words = breachIn(subject, seed)[which];
        if (words !== undefined) return `seed ${seed}: ${words}`;
      }
      return undefined;
    },
  };
}

interface Told {
  readonly operation: unknown;
  readonly delta: unknown;
  readonly replica: number;
  readonly sees: readonly number[];
}

/** A run: replicas update, take each other's operations, and drop what is stable. */
function breachIn(subject: AnyOperationSubject, seed: number): Breach {
  const { crdt, byStates, draw, delivery = "causal" } = subject;
  const random = new Random(seed, "operations"), told: Told[] = [];
  const copies = Array.from({ length: NODES }, (_, replica): Copy => ({
    replica,
    lean: crdt.init(),
    full: crdt.init(),
    byStates: byStates?.init(),
    have: new Array(NODES).fill(0),
  }));
  const take = (copy: Copy, { operation, delta, replica }: Told) => {
    crdt.effect(copy.lean, operation);
    crdt.effect(copy.full, operation);
    copy.byStates = byStates?.merge(copy.byStates, delta);
    copy.have[replica]!++;
  };
  const update = (copy: Copy, replica: number) => {
    const asked = draw(random, copy.lean);
    const operation = crdt.prepare(copy.lean, replica, asked);
    const delta = byStates?.update(copy.byStates, replica, asked);
    told.push({ operation, delta, replica, sees: [...copy.have] });
    take(copy, told.at(-1)!);
  };
  const next = ({ have }: Copy) =>
    told.filter(({ replica, sees }) =>
      sees[replica] === have[replica] &&
      (delivery === "fifo" || sees.every((count, of) => count <= have[of]!))
    );
  const receive = (copy: Copy) => {
    const ready = next(copy);
    if (ready.length > 0) take(copy, ready[random.below(ready.length)]!);
  };
  try {
    for (let step = 0; step < STEPS; step++) {
      const replica = random.below(NODES), copy = copies[replica]!, what = random.below(10);
      if (what < 4) update(copy, replica);
      else if (what < 8) receive(copy);
      else crdt.stable?.(copy.lean, stableAt(copy, copies, told));
      const breach = compareForms(subject, copy);
      if (breach !== undefined) return breach;
    }
    for (const copy of copies) while (next(copy).length > 0) receive(copy);
  } catch (error) {
    return { refused: String(error) };
  }
  const values = copies.map(({ full }) => crdt.value(full));
  const other = values.find((value) => !equal(value, values[0]));
  if (other === undefined) return {};
  return { order: `after the same operations, ${inWords(values[0])} and ${inWords(other)}` };
}

function compareForms({ crdt, byStates }: AnyOperationSubject, copy: Copy): Breach | undefined {
  const value = crdt.value(copy.full), lean = crdt.value(copy.lean);
  if (!equal(lean, value)) {
    return { stability: `with what is stable dropped ${inWords(lean)}, else ${inWords(value)}` };
  }
  const other = byStates?.value(copy.byStates);
  if (byStates === undefined || equal(value, other)) return undefined;
  return { forms: `by operations ${inWords(value)}, by states ${inWords(other)}` };
}

/** How many operations of each replica are stable at one: all have them, and whatever is still to come has seen them. */
function stableAt(
  { have }: Copy,
  copies: readonly Copy[],
  told: readonly Told[],
): ReadonlyMap<Replica, number> {
  const toCome = told.filter(({ replica, sees }) => sees[replica]! >= have[replica]!);
  const rows = [...copies.map((copy) => copy.have), ...toCome.map(({ sees }) => sees)];
  return new Map(have.map((_, of) => [of, Math.min(...rows.map((row) => row[of]!))]));
}
