/**
 * Part 8. A broadcast, from an empty page. Your answer to part 7 may be of use: import it.
 *
 *     {
 *       start(io, journal) → state       // io.self, io.save({ … }); what was saved is in the journal
 *       upon: { broadcast, neighbourUp, neighbourDown, gossip, ihave, graft, prune }
 *       after: { … }                     // (s, timer, io)
 *       delivered(s) → [{ id, payload }, …]
 *     }
 *
 * A handler is called with the state, the message, whose sender is `message.from`, and `io`. It sends
 * by `io.send(node, { type: …, … })`, answers a client by `io.answer(message.from, id)`, waits by
 * `io.wait(ms, { type: …, key: … })`, gives that up by `io.cancel(type, key)`, and saves by
 * `io.save(record)`: what it sends and answers leaves when what it saved is durable. A timer of the
 * same type and key that is pending is replaced. The state is plain data.
 *
 * - Nodes know nobody at first; they are told who their neighbours are. When a node is told that
 *   another is up, the other one is told so, too, at the same moment. Before that something may come
 *   only of who has not noticed yet that this node has come back: you may pass over word of it, as both
 *   are then told that the other was gone and is up, and what is kept is told anew. Links lose nothing; but what is on its way when a
 *   node crashes, or a link breaks, is lost. Both ends hear a little later that they are neighbours
 *   no more, if they are up, and that they are again when that is so.
 * - What is asked to be broadcast is delivered here, and answered with its id. No two broadcasts have
 *   the same one, whatever crashes there are, and though the same text was broadcast before; texts may
 *   be empty.
 * - What one node that is up has delivered, all do that are up and joined by links: once in each life,
 *   and as it was broadcast. What a node has delivered is lost when it crashes; it hears it again, as
 *   far as others keep it. They keep the `rules.most` that came to them last.
 * - When a tree has been found, and nobody comes or goes, a payload is sent to each node once, and
 *   word of it over each other link at most once each way; and when that has been done nothing is
 *   sent at all.
 * - Several may broadcast at once, and one several times: over no link a payload goes more than once
 *   each way then. What their prunes have cut is mended when others are broadcast one after another:
 *   four such broadcasts later there is a tree again.
 * - Who hears of what does not come waits for `rules.timeoutMs`, and then asks one node after another
 *   that has it, each `rules.retryMs`, until there is nobody left. Who is no neighbour any more is
 *   sent nothing, and asked for nothing.
 *
 * Journals are kept whole: you need no `compact`. But a node saves little: no more than a record for
 * each broadcast that begins there, and one for each start, of 100 characters on average (as
 * `JSON.stringify` has it), however long payloads are and whatever others broadcast.
 *
 * @module
 */

import { type Broadcast, todo } from "./given.ts";

/** Your broadcast. */
export const broadcast: Broadcast = {
  protocol: (_rules) => todo("part 8, the protocol"),
};
