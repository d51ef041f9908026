/**
 * The power of two choices: of two servers that are drawn, the one with fewer requests for its
 * weight. The second choice takes the greatest load of n servers from about ln n / ln ln n to ln ln
 * n / ln 2 (Azar and others 1994; Mitzenmacher 2001); more choices than two help little, and bring
 * the herd back when news is stale.
 *
 * @module
 */

import type { Balancer, Draws } from "../balancer.ts";
import { balancerOf } from "../roster.ts";
import { type Rules, rules as usual } from "../rules.ts";
import { sampleSeveral } from "../sample.ts";
import { cheapest, loadOf, warmWeight } from "./load.ts";

/** A balancer that looks at `choices` servers, default 2, and takes the better. */
export function powerOfChoices(
  draws: Draws,
  { choices = 2, ...change }: Partial<Rules> & { readonly choices?: number } = {},
): Balancer {
  const rules = { ...usual, ...change };
  assertChoices(choices);
  return balancerOf<null>({
    name: `power of ${choices} choices`,
    remembers: () => null,
    choose: (among, now) =>
      cheapest(
        sampleSeveral(among, choices, rules.distinct, draws),
        (member) => loadOf(member, now, rules) / warmWeight(member, now, rules),
        rules.ties,
        draws,
      ),
  }, rules);
}

function assertChoices(choices: number): void {
  if (Number.isSafeInteger(choices) && choices >= 1) return;
  throw new RangeError(
    "Cannot choose among servers because the choices must be a whole number from 1 on: " +
      `given ${choices}`,
  );
}
