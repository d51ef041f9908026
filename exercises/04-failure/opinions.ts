/** Part 4. Suspicion, and its refutation. */

import { type Opinions, todo } from "./given.ts";

/** What is remembered; yours to choose. */
// deno-lint-ignore no-empty-interface
interface State {}

/**
 * - Opinions of a member are ordered by incarnation first; within one incarnation by alive < suspect
 *   < dead < left. News that is greater than what is held takes its place and is told on, whatever it
 *   says; so is news of somebody of whom one has never heard. Other news changes nothing.
 * - Whose probe has failed is suspected in the incarnation that is held, if it was alive; that is news.
 * - Who has been suspected for so long as a timer takes is dead, in the incarnation in which it was
 *   suspected; that is news. A suspicion in another incarnation is another one, with a time of its own.
 *   No suspicion that is over ends in a death.
 * - What others hold of the node itself, if it is greater than that it is alive in its incarnation, it
 *   refutes: from then on it is alive in the incarnation after that one. It is found again after a
 *   crash before anybody is told. Nobody else says that a member is alive in an incarnation that it
 *   has not said itself.
 */
export const opinions: Opinions<State> = {
  start: (_self, _incarnation) => todo("part 4, start"),
  hear: (_s, _news, _io) => todo("part 4, hear"),
  failed: (_s, _member, _io) => todo("part 4, failed"),
  expired: (_s, _member, _io) => todo("part 4, expired"),
  of: (_s, _member) => todo("part 4, of"),
};
