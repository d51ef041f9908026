/**
 * Part 2. Bracha's reliable broadcast, whole, from an empty page. What a node remembers is yours to choose. The protocol is
 *
 *     {
 *       start(io, []) → state
 *       upon: { broadcast, initial, echo, ready }     // (state, message, io); message.from has sent it
 *       view(state) → { said, log }
 *     }
 *
 * and `io` has `self`, `peers` (all nodes, this one too), `send(to, message)`, and `answer(client, result)`. A node may send to
 * itself, and count that when it comes, or count itself at once.
 *
 * - A client asks its node to broadcast something. The node numbers its broadcasts from 1, and tells all. When it has
 *   delivered that itself, the client is answered with the number.
 * - What one loyal node delivers under a name (sender and number), all loyal nodes deliver, once and the same, even if the
 *   sender lies; if the sender is loyal, that is what it has said, and it is delivered. So it is for as many nodes as there
 *   are, of which f may lie (3f < n). Nothing is said of the order of different broadcasts, nor does one wait for another.
 * - A node says each of its three things once about each name, to all; when it has delivered, it says nothing more about it, and
 *   remembers no votes.
 * - Nothing is lost, but messages are late, overtake each other and come twice. `from` is right, and nothing else need be.
 *
 * @module
 */

import { type ReliableBroadcast, todo } from "./given.ts";

/** Your broadcast. */
export const broadcast: ReliableBroadcast = () => todo("part 2, the protocol");
