/**
 * Smooth weighted round robin, as nginx has it (Sysoev 2012, upstream module): everybody's credit
 * grows by its weight; whoever has most is chosen, and pays the sum of all weights. In each round
 * of as many choices as the weights' sum, a server has as many as its weight, and they do not come
 * all at once.
 *
 * ```text
 * weights   a 5   b 1   c 1
 * credits     5     1     1   a, who pays 7
 *             3     2     2   a
 *             1     3     3   b, the first of the equal
 *             6    -3     4   a
 *             4    -2     5   c
 *             9    -1    -1   a
 *             7     0     0   a, and all are at 0 again
 * ```
 *
 * @module
 */

import type { Balancer } from "../balancer.ts";
import { balancerOf } from "../roster.ts";
import { type Rules, rules as usual } from "../rules.ts";

/** A balancer that gives each server as many turns as its weight says, spread over the round. */
export function smoothRoundRobin(change: Partial<Rules> = {}): Balancer {
  const rules = { ...usual, ...change };
  return balancerOf<{ credit: number }>({
    name: "smooth weighted round robin",
    remembers: () => ({ credit: 0 }),
    choose(among) {
      let best = among[0]!, total = 0;
      for (const member of among) {
        member.own.credit += member.weight;
        total += member.weight;
        if (member.own.credit > best.own.credit) best = member;
      }
      best.own.credit -= total;
      return best;
    },
  }, rules);
}
