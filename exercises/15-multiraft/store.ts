/**
 * Part 10. A small store of ranges, from an empty page. Your earlier answers may be of use: import
 * them.
 *
 *     {
 *       start(io, journal) → state         // io.self, io.peers, io.save({ type: … })
 *       upon: { ask, askSplit, group, … }  // (s, message, io); message.from: its node, or client
 *       after: { group, … }                // (s, timer, io)
 *       ranges(s) → ranges                 // that a node has, for whoever judges
 *     }
 *
 * A handler sends by `io.send(node, { type: …, … })`, also to itself, answers clients by
 * `io.answer(address, answer)`, waits by `io.wait(ms, { type: …, key: … })`, draws by
 * `io.choose(n)`. What it sends and answers leaves when what it saved is durable. Whatever you send
 * needs a handler in `upon`, whatever you wait for one in `after`. The state is plain data.
 *
 * - What clients are told is linearizable, key by key, whatever nodes and messages do. What only
 *   reads goes through the log as well: whoever takes itself for a leader may be none.
 * - A client asks the node where it sits, once. That asks whoever has the key, in the version that
 *   it knows, and again until it is answered, or a hundred times; all that is asked when all is
 *   well again is done.
 * - No two ranges ever have a key, in the newest version of each that any node has had; and all
 *   keys are some range's.
 * - Each member of a range that was split gets a replica of the new one. Members do not change
 *   otherwise, ranges are not merged.
 * - Who is asked by mistake says what is known better. In a cluster where all is well it takes no
 *   more than eight messages of yours for an operation, and none when nobody waits for an answer.
 *   What is over is forgotten, by nodes and by machines; only the logs of groups grow.
 *
 * Journals are kept whole: you need no `compact`.
 *
 * @module
 */

import { type Store, todo } from "./given.ts";

/** Your store. */
export const store: Store = {
  protocol: (_options) => todo("part 10, the protocol"),
};
