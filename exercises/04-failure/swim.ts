/**
 * Part 9. SWIM, from an empty page. Your earlier answers may be of use: import them.
 *
 *     {
 *       start(io, journal) → state       // io.self, io.peers (all nodes), io.save({ … }), io.now()
 *       upon: { ping, ack, … }           // (s, message, io); message.from: who sent it
 *       after: { period, … }             // (s, timer, io); which timers there are is your choice
 *       of(s, node) → standing           // what is held of a node, for whoever judges
 *     }
 *
 * A handler sends by `io.send(node, { type: …, … })`, waits by `io.wait(ms, { type: …, key: … })`,
 * where a timer replaces one of the same type and key, ends that by `io.cancel(type, key)`, and draws
 * by `io.choose(n)`. What it sends leaves when what it saved is durable. The journal has all that was
 * saved in earlier lives; its last record must say all. The state is plain data. Messages are those of
 * `SwimMessage`, in `whole_swim.ts`; nack is not needed, but must have a handler.
 *
 * - Completeness: who has crashed is suspected by somebody within 2n − 1 periods and one more, where
 *   there are n others, and soon after the time of a suspicion nobody holds it for a member. A member
 *   probes each other at least once in 2n − 1 of its periods.
 * - Accuracy: who is heard by some is not even suspected by who does not hear it. Who is slow, and is
 *   accused, refutes it. When all has been well for some time everybody holds of everybody what that
 *   one says of itself, also after a crash, with a disk that is empty, after a partition in which both
 *   sides took each other for dead, and after many messages were lost.
 * - Nobody but the member itself begins a new incarnation of it; each of its lives, and each refutation,
 *   is in a greater one. What a node holds of another only becomes greater in a life.
 * - Who has joined is soon held for alive by all, and holds all others for it; a contact that is dead
 *   does not prevent that. Who leaves goes on until it has told so as often as news is told, answered or
 *   not, and then sends nothing; who has left is held by all to have left, and not to be dead. Who is no member probes nobody and is probed by nobody.
 * - A member sends one ping in a period, one ping-req to each of `helpers` others when that is not
 *   answered in time, one sync in `syncMs`, and now and then one more to somebody who is dead, to see
 *   whether it is. Other messages are answers, to one message each. When nothing has happened for some
 *   time no news goes with messages, and nothing more is remembered or saved.
 * - With a message of a probe goes as much news as there is room for at most; one more, of the receiver,
 *   may go with it. Whoever is held to be suspect, dead or gone is told so with what is sent to it. In a
 *   whole view goes what is held of everybody of whom that is anything; a sync is answered with one.
 *   That whole views only make members suspect, and that stale news is answered with what is held, as
 *   in part 8, helps; it is not asked here.
 *
 * @module
 */

import { type Swim, todo } from "./given.ts";

/** Your SWIM. */
export const swim: Swim = {
  protocol: (_options) => todo("part 9, the protocol"),
};
