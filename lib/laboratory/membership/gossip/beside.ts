/** What we measure beside what was published, and beside what the equations say: the rows of two tables. @module */

import { remaining } from "./equation.ts";
import { published, type Residue, residue } from "./residue.ts";

/** One row of the paper, and the same measured. */
export interface BesidePublished {
  /** The variant, as the paper's table has it. */
  readonly variant: keyof typeof published;
  /** Its k. */
  readonly k: number;
  /** What we measure. */
  readonly ours: Residue;
  /** What was published. */
  readonly theirs: Residue;
}

const variants = {
  "feedback and counter": { feedback: true, interest: "counter" },
  "blind and coin": { feedback: false, interest: "coin" },
} as const;

/** Both tables of Demers et al. 1987 (section 1.4), for k from 1 to 5; means over so many trials. */
export function besidePublished(trials: number): BesidePublished[] {
  const names = Object.keys(published) as (keyof typeof published)[];
  return names.flatMap((variant) =>
    published[variant].map((theirs, i) => {
      const run = { direction: "push", ...variants[variant], k: i + 1, trials } as const;
      return { variant, k: i + 1, ours: residue(run), theirs };
    })
  );
}

/** A variant with a coin, measured and solved. */
export interface BesideEquation extends Residue {
  /** Whether only contacts that were of no use count. */
  readonly feedback: boolean;
  /** Interest is lost with the probability 1/k. */
  readonly k: number;
  /** The residue by the equation. */
  readonly solved: number;
}

/**
 * Push with a coin, with feedback and blind, for k from 1 to 4; means over so many trials. One contact comes after
 * another, as in the equations: where all contacts of a round are at the same time, fewer of them are of no use.
 */
export function besideEquation(trials: number): BesideEquation[] {
  return [true, false].flatMap((feedback) =>
    [1, 2, 3, 4].map((k) => {
      const run = {
        direction: "push",
        feedback,
        interest: "coin",
        k,
        trials,
        together: false,
      } as const;
      return { feedback, k, solved: remaining({ feedback, k }), ...residue(run) };
    })
  );
}
