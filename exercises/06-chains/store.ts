/**
 * Part 9. A store over a chain, from an empty page. Your answers to parts 5 to 8 may be of use: import them.
 *
 *     {
 *       start(attendance, io, journal) → state   // { attendance, … }
 *       upon: { request, … }                     // (s, message, io)
 *       after: { … }                             // (s, timer, io)
 *       configured(s, before, io)
 *       confirmed(s, io)
 *       report(s) → { whole }
 *     }
 *
 * A handler is called with the state, the message, whose sender is `message.from`, and `io`. It sends by
 * `io.send(node, { type: …, … })`, answers by `io.answer(address, { result })`, waits by
 * `io.wait(ms, { type: … })`, and saves by `io.save(record)`: what it sends and answers leaves when what it
 * saved is durable. A timer of the same type that is pending is replaced. Types that are taken: beat, heard,
 * configuration, raft, handed, silent, force; and life, of what is saved. The state is plain data.
 *
 * - Messages are late, overtake each other, get lost, and come twice; servers crash and come back with what
 *   they saved, all at once, too; nodes are cut off; clocks jump. Who was taken for failed may be well.
 * - Who comes back acts in no chain that is older than the one that it knew.
 * - What clients are told is linearizable, whatever happens: updates are done once, no update that was
 *   answered is lost, and nothing is read that somebody else has seen replaced.
 * - Every server of the chain answers queries, as in part 8: if the newest version is clean, without any
 *   server's help; but not without the masters', as it may be in the chain no longer.
 * - When all is well, everything that is asked is answered, and the chain is as long as the first one,
 *   if there are servers enough.
 * - When nothing gets lost, an update takes two messages for each link of the chain at the most, and one by which
 *   it is handed to the head; a query of what is clean none; one of what is dirty two. Beats do not count.
 *   When nothing is open, servers say nothing to each other. A record that is saved for an update holds no
 *   more than that update; what the tail has is not kept in the state, but for the last reply of each client.
 *
 * Journals are kept whole: you need no `compact`.
 *
 * @module
 */

import { type ChainStore, todo } from "./given.ts";

/** Your store. */
export const store: ChainStore = {
  protocol: (_options) => todo("part 9, the protocol"),
};
