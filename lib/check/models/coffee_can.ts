/**
 * The coffee can problem (Gries 1981, attributed to Scholten; TLA+: CoffeeCan): take two beans out; if they are alike,
 * put a black one in, else put the white one back. What colour is the last bean?
 *
 * @module
 */

import type { TransitionSystem } from "../explore/system.ts";

/** How many beans are in the can. */
export interface CoffeeCan {
  /** Black ones. */
  readonly black: number;
  /** White ones. */
  readonly white: number;
}

/** Every can of 1 to `most` beans. */
export function coffeeCan(most: number): TransitionSystem<CoffeeCan> {
  return {
    name: `coffee can, up to ${most} beans`,
    initial: () => allCans(most),
    actions: [
      {
        name: "PickSameColorBlack",
        next: ({ black }) => black >= 2 ? { black: black - 1 } : undefined,
      },
      {
        name: "PickSameColorWhite",
        next: ({ black, white }) => white >= 2 ? { black: black + 1, white: white - 2 } : undefined,
      },
      {
        name: "PickDifferentColor",
        next: ({ black, white }) => black >= 1 && white >= 1 ? { black: black - 1 } : undefined,
      },
    ],
    always: { "the can is never empty": ({ black, white }) => black + white >= 1 },
    leadsTo: {
      "an odd number of white beans ends with a white one": {
        from: ({ white }) => white % 2 === 1,
        to: ({ black, white }) => black === 0 && white === 1,
      },
      "an even number of white beans ends with a black one": {
        from: ({ white }) => white % 2 === 0,
        to: ({ black, white }) => black === 1 && white === 0,
      },
    },
    fair: () => true,
  };
}

function allCans(most: number): CoffeeCan[] {
  const cans: CoffeeCan[] = [];
  for (let black = 0; black <= most; black++) {
    for (let white = 0; black + white <= most; white++) {
      if (black + white >= 1) cans.push({ black, white });
    }
  }
  return cans;
}
