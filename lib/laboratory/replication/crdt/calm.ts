/**
 * Which questions need coordination? The CALM theorem (Hellerstein and Alvaro 2020, *Keeping CALM: when distributed
 * consistency is easy*, CACM 63(9)): those whose answer is monotone do not. A yes that more knowledge cannot take back
 * may be given at once, by any replica. One that others' updates alone can take back may be wrong by the time it is told;
 * one that only the replica itself can take back it may give, too. Here runs are searched for a yes that was taken back.
 *
 * @module
 */

import { updated } from "../../../replication/crdt/crdt.ts";
import { type BoundedCounter, rightsOf } from "../../../replication/crdt/state/bounded_counter.ts";
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
  /** What is seen by a replica in this state, where it is not what users see. */
  readonly sees?: (state: never, replica: string) => unknown;
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
  {
    words: "I hold 2 rights or more",
    type: "bounded counter",
    asks: (rights: number) => rights >= 2,
    sees: (state: BoundedCounter, replica) => rightsOf(state, replica),
  },
];

/** How many runs are searched, and how many steps each has. */
export const SEARCHED = { runs: 200, steps: 12 } as const;

/** By whose updates a yes is taken back: anybody's, or those alone of which the replica only hears. */
export type By = "anybody" | "others";

/** The earliest moment in any run at which more knowledge takes a yes back; undefined where there is none. */
export function retractionOf(question: Question, by: By = "anybody"): Retraction | undefined {
  const subject = subjects.find(({ name }) => name === question.type)!;
  const says = question.asks as (value: unknown) => boolean;
  let earliest: Retraction | undefined, first: number = SEARCHED.steps + 1;
  for (let seed = 0; seed < SEARCHED.runs; seed++) {
    const steps = climb(subject, question, seed);
    const at = steps.findIndex(({ seen, isOwn }, i) =>
      i > 0 && says(steps[i - 1]!.seen) && !says(seen) && (by === "anybody" || !isOwn)
    );
    if (at <= 0 || at >= first) continue;
    first = at;
    earliest = { before: steps[at - 1]!.seen, after: steps[at]!.seen };
  }
  return earliest;
}

/** What a replica sees after a step, and whether the step was an update of its own. */
interface Climbed {
  readonly seen: unknown;
  readonly isOwn: boolean;
}

/** A run of one replica, each of its states above the one before: it is asked, or hears of another that was. */
function climb({ crdt, draw }: AnySubject, { sees }: Question, seed: number): readonly Climbed[] {
  const random = new Random(seed, "climb"), me = "1.0";
  const see = (sees ?? crdt.value) as (state: unknown, replica: string) => unknown;
  let here = crdt.init(), other = crdt.init();
  const steps: Climbed[] = [{ seen: see(here, me), isOwn: false }];
  for (let i = 0; i < SEARCHED.steps; i++) {
    if (random.chance(0.2)) other = crdt.merge(other, here);
    if (random.chance(0.5)) other = updated(crdt, other, "0.0", draw(random, other, "0.0"));
    const isOwn = random.chance(0.5);
    here = isOwn ? updated(crdt, here, me, draw(random, here, me)) : crdt.merge(here, other);
    steps.push({ seen: see(here, me), isOwn });
  }
  return steps;
}
