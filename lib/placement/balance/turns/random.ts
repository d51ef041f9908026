/** A server at random, each with a probability in proportion to its weight. @module */

import type { Balancer, Draws } from "../balancer.ts";
import { balancerOf } from "../roster.ts";
import { type Rules, rules as usual } from "../rules.ts";
import { sample } from "../sample.ts";

/** A balancer that knows nothing and remembers nothing. */
export function random(draws: Draws, change: Partial<Rules> = {}): Balancer {
  return balancerOf<null>({
    name: "random",
    remembers: () => null,
    choose: (among) => sample(among, draws),
  }, { ...usual, ...change });
}
