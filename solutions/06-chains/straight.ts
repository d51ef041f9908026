/** Part 5: the servers of parts 6 and 7, with a chain that they know from the start, and without masters. */

import type { Straight } from "../../exercises/06-chains/given.ts";
import { type LinkRules, linkRules } from "./link_rules.ts";
import { linksBy, type State } from "./links.ts";
import { placeIn } from "./place.ts";

/** Servers that decide so. */
export function straightBy(change: Partial<LinkRules>): Straight<State> {
  const links = linksBy({ ...linkRules, confirms: () => false, ...change });
  const { ask, upon, again, store } = links;
  return {
    start(self, chain, most) {
      const given = { epoch: 1, chain: [...chain], joining: null };
      const s = links.start(self, most);
      return { ...s, chain: given, place: placeIn(given, self), hasState: true, isWhole: true };
    },
    ask,
    upon,
    again,
    store,
  };
}

export const straight: Straight<State> = straightBy({});
