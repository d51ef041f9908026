/** Part 6. What everybody has together. */

import { type Mass, todo } from "./given.ts";

/** What is remembered; yours to choose. */
// deno-lint-ignore no-empty-interface
interface State {}

/**
 * - A node begins with its value as its sum, and the weight that it is given.
 * - In a round what it holds, sum and weight, is shared equally among itself and the partners that
 *   are drawn. Without partners it keeps all and says nothing.
 * - What comes is added to what is there. So does a share that could not be delivered.
 * - If the value of the node changes, what it holds changes by as much.
 * - The estimate is sum over weight; without weight there is none.
 * - In a new epoch a node begins again, with the value that it has now and the weight that it was
 *   given. It enters one by its own turn, or when it hears of a later one than its own: then it
 *   begins that one, and takes the share. Shares of earlier epochs are thrown away.
 */
export const mass: Mass<State> = {
  start: (_value, _weight) => todo("part 6, start"),
  round: (_s, _partners, _io) => todo("part 6, round"),
  upon: (_s, _from, _share) => todo("part 6, upon"),
  returned: (_s, _share) => todo("part 6, returned"),
  changed: (_s, _value) => todo("part 6, changed"),
  renew: (_s) => todo("part 6, renew"),
  estimate: (_s) => todo("part 6, estimate"),
};
