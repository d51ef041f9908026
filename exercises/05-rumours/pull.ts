/** Part 2. Ask for what you lack. */

import { type Pull, todo } from "./given.ts";

/** What is remembered; yours to choose. */
// deno-lint-ignore no-empty-interface
interface State {}

/**
 * - In each of its rounds a node tells its partner what it has, and what it has had and dropped: also
 *   one that has never heard anything.
 * - Who is asked answers with what the other neither has nor has had, however old that is here, and
 *   in push–pull with what it wants itself: what the other has, and it never had. If there is
 *   neither, it says nothing.
 * - Who asked takes what came, and then sends what is wanted of what it has. If there is nothing of
 *   that, it says nothing.
 * - No message has more than `most` rumours; those that came here first go first. The rest goes in
 *   later rounds. Ids of what is wanted are no rumours: all of them are named.
 * - Each rumour is delivered once, when it is new here. What was dropped is told to nobody, wanted no
 *   more, and never new again; its text is not kept.
 */
export const pull: Pull<State> = {
  start: (_rules) => todo("part 2, start"),
  begin: (_s, _rumour, _io) => todo("part 2, begin"),
  drop: (_s, _id) => todo("part 2, drop"),
  round: (_s, _partner, _io) => todo("part 2, round"),
  upon: (_s, _from, _message, _io) => todo("part 2, upon"),
};
