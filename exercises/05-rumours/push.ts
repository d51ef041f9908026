/** Part 1. Tell some others, some times. */

import { type Push, todo } from "./given.ts";

/** What is remembered; yours to choose. */
// deno-lint-ignore no-empty-interface
interface State {}

/**
 * - A rumour that is new here, begun here or heard, is delivered, and is hot: in each of the next
 *   `rounds` rounds of this node it is told to the first `fanout` others that are drawn, or to all
 *   that are drawn if they are fewer. A node does not tell itself, and a round that draws nobody
 *   else counts for nothing.
 * - Whoever is told something in a round is sent one message, with all that is hot. Where nothing is
 *   hot nothing is sent.
 * - A rumour is delivered once, and hot once: who hears it again does nothing about it, however long
 *   ago that was.
 * - Of what is no longer hot the text is not kept.
 */
export const push: Push<State> = {
  start: (_rules) => todo("part 1, start"),
  begin: (_s, _rumour, _io) => todo("part 1, begin"),
  round: (_s, _nodes, _io) => todo("part 1, round"),
  upon: (_s, _from, _rumours, _io) => todo("part 1, upon"),
};
