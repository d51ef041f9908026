/** Part 7. The chain grows. Your answer to part 6 may be of use. */

import { type Grow, todo } from "./given.ts";

/** What is remembered; yours to choose. */
// deno-lint-ignore no-empty-interface
interface State {}

/**
 * What is said in part 6 holds, but servers join: one at a time, and also one that was in the chain before.
 * The masters let who joins become the tail when it is whole in the epoch that is the last.
 *
 * - Who joins is the successor of the tail, and the tail its predecessor. Who begins to join forgets all that
 *   it had, and has nothing (`has` is null) until it is sent the state. It takes no updates before.
 * - The tail sends on all that it takes to who joins, and keeps it until that one has acknowledged it; yet it is
 *   decided, and it answers as ever. Who joins acknowledges how many it has, to the state and to updates, also if
 *   it had them; but says nothing to what comes after a gap, or before the state.
 * - Who was the tail before somebody joined keeps nothing of what it had then; who becomes the tail beside who
 *   joins goes on keeping what is in Sent. When who joins is the tail, what is still kept for it is what is
 *   not known to be at the tail: an update of that which comes again at the head is let be, though it was answered.
 * - `resume` is also sent by who comes from joining into the chain. Who gets it, and is whole, answers with
 *   updates as in part 6 if it keeps all that the other lacks; and else with the state as it is now.
 * - Who joins takes a state from its predecessor if it has none, or if it is further than its own; so does who comes
 *   from joining into the chain, until it is whole. Nobody is answered for what is in it. In the chain, too, who is
 *   sent a state before it is whole acknowledges how many it has; who is whole there lets it be.
 * - `whole`: who is in the first chain that there is. Who joins, when a state has come, or updates after which
 *   it has as many as `last` says; if its predecessor is another one, that must come again. Who comes from joining
 *   into the chain is not, until one of the two has come in a chain to which it belongs. Who is no part of it any
 *   more is not. A server that is not whole lets be the updates and queries that clients ask of it, if it would
 *   have to do them itself, and does not answer `resume`; but it takes updates from its predecessor, and as
 *   the tail it answers for these.
 * - When time has gone by, the tail sends who joins the oldest of what it keeps for it, as others do to their
 *   successors. Who has a predecessor and is not whole sends `resume` again.
 */
export const grow: Grow<State> = {
  start: (_self, _most) => todo("part 7, start"),
  configure: (_s, _chain, _io) => todo("part 7, configure"),
  confirmed: (_s, _round, _io) => todo("part 7, confirmed"),
  ask: (_s, _request, _io) => todo("part 7, ask"),
  upon: (_s, _from, _message, _io) => todo("part 7, upon"),
  again: (_s, _io) => todo("part 7, again"),
  whole: (_s) => todo("part 7, whole"),
  store: (_s) => todo("part 7, store"),
};
