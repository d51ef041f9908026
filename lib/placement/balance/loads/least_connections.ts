/**
 * Least connections: whoever has the fewest requests for its weight, of all servers. With fresh
 * counts it is the best that can be done without knowing how long requests take; with stale ones
 * everybody runs to the same server (Mitzenmacher 2000, How useful is old information?). Among
 * equals it draws, as many balancers that all take the first one are a herd, too.
 *
 * @module
 */

import type { Balancer, Draws } from "../balancer.ts";
import { balancerOf } from "../roster.ts";
import { type Rules, rules as usual } from "../rules.ts";
import { cheapest, loadOf, warmWeight } from "./load.ts";

/** A balancer that looks at every server. */
export function leastConnections(draws: Draws, change: Partial<Rules> = {}): Balancer {
  const rules = { ...usual, ...change };
  return balancerOf<null>({
    name: "least connections",
    remembers: () => null,
    choose: (among, now) =>
      cheapest(
        among,
        (member) => loadOf(member, now, rules) / warmWeight(member, now, rules),
        rules.ties,
        draws,
      ),
  }, rules);
}
