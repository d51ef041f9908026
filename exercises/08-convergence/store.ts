/**
 * Part 9. A store that converges, from an empty page. Your answers to parts 3, 4 and 5 may be of use:
 * import them.
 *
 *     {
 *       start(io, journal) → state       // io.self, io.peers, io.save({ … }); what was saved is in the journal
 *       upon: { write, read, add, remove, elements, … }    // and your own messages
 *       after: { … }                     // (s, timer, io)
 *       compact(journal) → journal
 *     }
 *
 * A handler is called with the state, the message, whose sender is `message.from`, and `io`. It sends
 * by `io.send(node, { type: …, … })`, answers a client by `io.answer(message.from, result)`, waits by
 * `io.wait(ms, { type: … })`, gives that up by `io.cancel(type)`, and saves by `io.save(record)`: what
 * it sends and answers leaves when what it saved is durable. A timer of the same type that is pending
 * is replaced. `io.peers` are all nodes, this one among them. The state, messages and records are plain
 * data. What requests there are, and how they are answered, is in `store_parts.ts`; what copies say to
 * each other is yours to choose.
 *
 * `start` may do all of that but answer. `io.choose(n)` gives one of the numbers 0 to n - 1.
 *
 * - A copy answers at once, from what it knows: also when it hears nobody. A key may name a register
 *   and a set; they have nothing to do with each other. Any value may be written, or be an element:
 *   1 and "1" are two.
 * - Sets: a remove takes away the adds that its copy knows; an add that it does not know stays.
 *   Registers: a write replaces what its copy knows; of several that are not replaced one is read, at
 *   all copies the same that know the same.
 * - Messages are lost, come twice, late and over others. Copies that can hear each other for 1,500 ms,
 *   directly or over others, show the same: all that one of them knew, and nothing else (rounds are 50 ms
 *   apart then, and messages take up to 20 ms). That holds however often they are asked meanwhile: what
 *   is new must not put off the round that tells what came before it. Copies crash and come back with
 *   what they have saved.
 * - A copy whose disk is lost comes back with an empty journal. What others have is there again then, and
 *   what it is asked meanwhile is not lost. Its name must be one that it never had.
 *   Others may not know yet that it was lost: then what is new comes, and what was before it does not.
 * - What is sent when all have heard of what was before is what is new, and not the whole state. When
 *   all have everything, and know it, nothing is sent. Deltas that all have are not kept, and never
 *   more than `rules.most`; there are no tombstones. What is judged: one more element in a set of 150
 *   long ones, on three copies, costs 6,000 characters in all; two copies that had 150 elements and
 *   have none have states of 1,500 each; and where there were 400 updates while one copy was away,
 *   and 10 deltas may be kept, states have 6,000. Who does not answer is told once in each round.
 * - What is saved upon an update says the update: 500 characters at most. A compacted journal
 *   says what is there, and the copy that starts from it is the same: where 100 elements came and
 *   went, and a register was written to 100 times, it has 1,500 at most.
 *
 * @module
 */

import { type Store, todo } from "./given.ts";

/** Your store. */
export const store: Store = {
  protocol: (_rules) => todo("part 9, the protocol"),
};
