/**
 * Round robin: servers in the order of their numbers, again and again. Weights are of no
 * importance, but for 0. Its place is the number that it gave last, not a position in a list, so
 * that a server which comes or goes makes no other one miss its turn.
 *
 * @module
 */

import type { Balancer, Draws } from "../balancer.ts";
import { balancerOf } from "../roster.ts";
import { type Rules, rules as usual } from "../rules.ts";

/** A balancer that gives each server a turn. */
export function roundRobin(draws: Draws, change: Partial<Rules> = {}): Balancer {
  const rules = { ...usual, ...change };
  let last: number | undefined;
  return balancerOf<null>({
    name: "round robin",
    remembers: () => null,
    choose(among) {
      if (last === undefined && rules.startsAnywhere) {
        last = among[draws.below(among.length)]!.server;
      }
      const behind = last ?? -Infinity;
      const next = among.find(({ server }) => server > behind) ?? among[0]!;
      last = next.server;
      return next;
    },
  }, rules);
}
