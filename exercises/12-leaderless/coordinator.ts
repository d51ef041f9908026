/** Part 3. The coordinator: fast or slow. @module */

import { type Coordinator, todo } from "./given.ts";

/**
 * A replica coordinates one instance, `asking.id`, in the ballot `NO_BALLOT`. Its own opinion is `asking.proposal`, which it
 * has pre-accepted itself. What it keeps in between is a state of your own, plain data.
 *
 * - `begin` saves that it has pre-accepted this, asks all others (`preAccept`), and sets the timer { type: "retry" } to
 *   `asking.retryMs`. A cluster of one decides at once.
 * - `preAcceptReply`: who has found just the same dependencies and the same sequence number agrees with it; the order in which they come
 *   says nothing, and a reply may come twice. As soon as n − e agree, itself included, this is decided: it saves that (phase
 *   "committed"), and tells all others (`commit`).
 * - If so few can agree any more, whoever has not replied included, that it will not come to that, and n − f have
 *   replied, itself included, it puts to the vote the union: of all replies and its own opinion, for each replica the greatest slot, and the
 *   greatest sequence number. It votes itself: saves that (phase "accepted"), and asks all others (`accept`).
 * - `acceptReply`: n − f votes decide, its own included. A vote counts in the ballot that it names, and each replica once.
 * - `nack`: somebody has promised a higher ballot, and whoever leads that takes care of it. It saves that
 *   it has promised that, and in this instance does nothing any more, whatever comes. One that names no higher ballot says nothing.
 * - `retry`: it has waited long enough. When n − f have replied, itself included, it puts to the vote what they have found, though the
 *   fast path may still be possible. Otherwise it asks once more whoever has not replied; and in the second phase whoever has not
 *   voted, for the very same proposal. It sets the timer again.
 *
 * What is saved is { id, instance }: `initial` is always what it asked for; `promised` and `accepted` are
 * `NO_BALLOT` but after a nack. While nothing is decided, nor given up, a timer runs.
 */
export const coordinator: Coordinator = {
  begin: (_asking, _io) => todo("part 3, begin"),
  preAcceptReply: (_asking, _s, _message, _io) => todo("part 3, preAcceptReply"),
  acceptReply: (_asking, _s, _message, _io) => todo("part 3, acceptReply"),
  nack: (_asking, _s, _message, _io) => todo("part 3, nack"),
  retry: (_asking, _s, _io) => todo("part 3, retry"),
};
