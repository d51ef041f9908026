/** The jugs of *Die Hard 3*: four gallons from a jug of five and one of three (TLA+: DieHard). @module */

import type { TransitionSystem } from "../explore/system.ts";

/** What is in the jugs, in gallons. */
export interface DieHard {
  /** In the jug of three. */
  readonly small: number;
  /** In the jug of five. */
  readonly big: number;
}

/** The puzzle; its solution is how a search reaches "four gallons". */
export const dieHard: TransitionSystem<DieHard> = {
  name: "Die Hard",
  initial: () => [{ small: 0, big: 0 }],
  actions: [
    { name: "FillSmallJug", next: () => ({ small: 3 }) },
    { name: "FillBigJug", next: () => ({ big: 5 }) },
    { name: "EmptySmallJug", next: () => ({ small: 0 }) },
    { name: "EmptyBigJug", next: () => ({ big: 0 }) },
    {
      name: "SmallToBig",
      next({ small, big }) {
        const poured = Math.min(small, 5 - big);
        return { small: small - poured, big: big + poured };
      },
    },
    {
      name: "BigToSmall",
      next({ small, big }) {
        const poured = Math.min(big, 3 - small);
        return { small: small + poured, big: big - poured };
      },
    },
  ],
  always: { "jugs do not overflow": ({ small, big }) => small <= 3 && big <= 5 },
  sometimes: { "four gallons": ({ big }) => big === 4 },
};
