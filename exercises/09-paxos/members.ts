/** Part 9. Members change by a command. @module */

import { type Members, todo } from "./given.ts";

/**
 * A command that is decided in slot i says who decides from slot i + α on, where α = `known.window`; until then it is who it was. So a
 * server that has executed the slots up to `known.executed` does not know about all slots to come. Of two commands in one slot the
 * later counts.
 *
 * - `membersAt(known, slot)`: who decides the slot; undefined as long as the server cannot know.
 * - `isChosen(known, slot, voters)`: whether these votes, all in one ballot, decide the slot: those of more than half of its members.
 *   Votes come twice, and those of others do not count. What is not known to be is not decided.
 * - `noops(known, next)`: how many no-ops a leader proposes from the slot `next` on, if no commands wait, so that the members who are
 *   decided come to be those of the next slot that it proposes in. Where a slot before the last change holds has the same members, you
 *   may stop there, or go on until it does. `next` is after `executed`, and no more than one after the window.
 */
export const members: Members = {
  membersAt: (_known, _slot) => todo("part 9, membersAt"),
  isChosen: (_known, _slot, _voters) => todo("part 9, isChosen"),
  noops: (_known, _next) => todo("part 9, noops"),
};
