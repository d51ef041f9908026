/** Part 3. When is a rumour old? */

import { type Interest, todo } from "./given.ts";

/** What is remembered; yours to choose. */
// deno-lint-ignore no-empty-interface
interface State {}

/**
 * - A rumour that is new here is delivered, and hot. In each round with a partner that one is sent
 *   all that is hot, in one message, if anything is.
 * - With feedback, who is sent rumours says which of them it knew; if it knew none, it says nothing.
 *   That a partner knew a rumour that is hot here is what counts. Blind, nobody says anything, and
 *   nothing of that kind is listened to; what counts is each time that the rumour was sent.
 * - By counter, a rumour cools at the k-th time that counts. By coin, a coin is tossed each time
 *   that counts, and it cools when `io.coin` says so.
 * - What has cooled is told no more, and does not get hot again while its id is known; its text is
 *   not kept.
 * - An id is known as long as its rumour is hot, and afterwards until `keepMs` have gone by since a
 *   message named it or it cooled, whichever was later. Then it is forgotten: a rumour that comes
 *   with it is new.
 */
export const interest: Interest<State> = {
  start: (_rules) => todo("part 3, start"),
  begin: (_s, _rumour, _now, _io) => todo("part 3, begin"),
  round: (_s, _partner, _now, _io) => todo("part 3, round"),
  upon: (_s, _from, _message, _now, _io) => todo("part 3, upon"),
};
