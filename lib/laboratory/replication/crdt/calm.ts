/**
 * Which questions need coordination? The CALM theorem (Hellerstein and Alvaro 2020, *Keeping CALM: when distributed
 * consistency is easy*, CACM 63(9)): those whose answer is monotone do not. A yes that more knowledge cannot take back
 * may be given at once, by any replica; any other may be wrong by the time it is told. And an invariant that each
 * replica keeps by itself holds for all only if merging keeps it (Bailis et al. 2015, *Coordination avoidance in
 * database systems*, VLDB). Both are searched for a witness here.
 *
 * @module
 */

import { type AnyStateCrdt, updated } from "../../../replication/crdt/crdt.ts";
import { Random } from "../../../sim/random.ts";
import type { AnySubject } from "./subject.ts";
import { subjects } from "./subjects.ts";

/** A question that a replica answers by its own state. */
export interface Question {
  /** It, in words. */
  readonly words: string;
  /** The type of the state, by the name of its subject. */
  readonly type: string;
  /** Whether the answer is yes, by what is seen. */
  readonly asks: (value: never) => boolean;
}

/** A yes that was taken back. */
export interface Retraction {
  /** What was seen when the answer was yes. */
  readonly before: unknown;
  /** What is seen when more is known, and the answer is no. */
  readonly after: unknown;
}

/** Questions of which some are monotone. */
export const questions: readonly Question[] = [
  {
    words: "has been clicked 5 times or more",
    type: "G-counter",
    asks: (clicks: number) => clicks >= 5,
  },
  {
    words: "has been clicked less than 5 times",
    type: "G-counter",
    asks: (clicks: number) => clicks < 5,
  },
  {
    words: "the balance is 2 or more",
    type: "PN-counter",
    asks: (balance: number) => balance >= 2,
  },
  {
    words: "a is among those that signed",
    type: "G-set",
    asks: (all: ReadonlySet<unknown>) => all.has("a"),
  },
  {
    words: "a has not signed",
    type: "G-set",
    asks: (all: ReadonlySet<unknown>) => !all.has("a"),
  },
  {
    words: "a is in the basket",
    type: "OR-set",
    asks: (all: ReadonlySet<unknown>) => all.has("a"),
  },
  {
    words: "the register holds one value",
    type: "MV-register",
    asks: (siblings: readonly unknown[]) => siblings.length === 1,
  },
];

/** How many runs are searched. */
const SEEDS = 200;
const STEPS = 12;

/** The shortest run found in which more knowledge takes a yes back; undefined where there is none in any run. */
export function retractionOf({ type, asks }: Question): Retraction | undefined {
  const subject = subjects.find((each) => each.name === type)!;
  const says = asks as (value: unknown) => boolean;
  for (let steps = 2; steps <= STEPS; steps++) {
    for (let seed = 0; seed < SEEDS / STEPS; seed++) {
      const seen = climb(subject, seed, steps).map(subject.crdt.value);
      const at = seen.findIndex((value, i) => i > 0 && says(seen[i - 1]) && !says(value));
      if (at > 0) return { before: seen[at - 1], after: seen[at] };
    }
  }
  return undefined;
}

/** The states of one replica, each above the one before: it is asked, or hears of one that was. */
function climb({ crdt, draw }: AnySubject, seed: number, steps: number): unknown[] {
  const random = new Random(seed, "climb"), states: unknown[] = [crdt.init()];
  let other = crdt.init();
  for (let i = 0; i < steps; i++) {
    const here = states.at(-1)!;
    if (random.chance(0.5)) other = updated(crdt, other, "0.0", draw(random, other, "0.0"));
    states.push(
      random.chance(0.5)
        ? updated(crdt, here, "1.0", draw(random, here, "1.0"))
        : crdt.merge(here, other),
    );
  }
  return states;
}

/** Two states that keep an invariant, and what their merge shows, which does not. */
export interface Conflict {
  /** What one replica saw. */
  readonly one: unknown;
  /** What another saw. */
  readonly other: unknown;
  /** What both see together. */
  readonly together: unknown;
}

/**
 * A balance that nobody lets fall below 0, as each replica sees it; undefined where it stays so for all in every run.
 * `take` is how a replica asks for an amount, which it does only if the balance that it sees suffices.
 */
export function overdraft(
  crdt: AnyStateCrdt,
  add: (by: number) => unknown,
  take: (by: number) => unknown,
): Conflict | undefined {
  for (let seed = 0; seed < SEEDS; seed++) {
    const random = new Random(seed, "overdraft");
    const common = updated(crdt, crdt.init(), "one", add(1 + random.below(5)));
    const spend = (replica: string) => {
      const by = 1 + random.below(5);
      if (by > crdt.value(common)) return common;
      try {
        return updated(crdt, common, replica, take(by));
      } catch (error) {
        // A replica without the rights to it refuses.
        if (error instanceof RangeError) return common;
        throw error;
      }
    };
    const one = spend("one"), other = spend("other"), together = crdt.merge(one, other);
    const [a, b, both] = [one, other, together].map((state) => crdt.value(state));
    if (both < 0) return { one: a, other: b, together: both };
  }
  return undefined;
}
