/** Part 1. OM(1): generals who exchange orders, one of whom may be a traitor. @module */

import { type Generals, todo } from "./given.ts";

/** What is remembered; yours to choose. */
// deno-lint-ignore no-empty-interface
interface State {}

/**
 * All generals go through two rounds together. At the beginning of a round each is asked, for each of the others, what he
 * tells him; at its end he hears all that he was told. So whoever tells him nothing is known to have said nothing.
 *
 * - In round 1 the commander tells each of the others, his lieutenants, what he orders; the path of that is himself
 *   alone. Nobody else says anything.
 * - In round 2 each lieutenant tells each other lieutenant what the commander told him. Whoever was told nothing was told
 *   "retreat".
 * - Then each lieutenant obeys what more than half of all lieutenants were told, himself included, as far as he knows; if there is no
 *   such order, "retreat". The commander obeys nobody.
 *
 * A traitor may say whatever he likes: another order, another one to each, something with a path that is not his to tell,
 * or several things. Of things with one path that one general tells, the first counts. But who speaks is known.
 */
export const generals: Generals<State> = {
  start: (_army) => todo("part 1, start"),
  say: (_s, _round, _to) => todo("part 1, say"),
  hear: (_s, _round, _told) => todo("part 1, hear"),
  obeys: (_s) => todo("part 1, obeys"),
};
