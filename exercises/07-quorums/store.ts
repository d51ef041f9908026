/**
 * Part 9. Registers that many write, from an empty page. What you have written for parts 3 to 5 may be of use:
 * import it.
 *
 *     {
 *       start(io, journal) → state       // io.self, io.peers, io.save(record)
 *       upon: { read, write, query, latest, store, stored }
 *       after: { … }                     // (s, timer, io)
 *       compact(journal) → records
 *     }
 *
 * A handler is called with the state, the message, whose sender is `message.from`, and `io`. It sends by
 * `io.send(node, { type: …, … })`, answers a client by `io.answer(message.from, value)`, waits by
 * `io.wait(ms, { type: …, key: … })`, gives that up by `io.cancel(type, key)`, and saves by `io.save(record)`:
 * what it sends and answers leaves when what it saved is durable. A timer of the same type and key that is
 * pending is replaced. All nodes are `io.peers`, this one among them. The state is plain data.
 *
 * What must hold, in the order in which one would build it:
 *
 * 1. Clients read and write any registers at any node. A read is answered with the value, which is null before the first
 *    write, a write with null. One node, and two, are a cluster, too.
 * 2. Nodes say to each other what part 3 has, this one to itself as well: a handler for each of `query`, `latest`, `store`, `stored`.
 * 3. Each register is linearizable: every read and write takes effect at one moment between its call and its end, though many are
 *    under way at once, at one node and at several.
 * 4. They say no more than they must: where nothing is lost or late, a write takes at most 4 messages for each node, a read of
 *    what all nodes hold 2, any other read 4, each node's messages to itself included.
 * 5. Links break; messages are lost, come twice, come late, and overtake each other. Who has not answered is asked again each
 *    `rules.againMs`, as long as it takes, and nobody else is.
 * 6. Whatever happens, nothing wrong is answered; and as long as more than half of all nodes are up and reach each other, they
 *    answer.
 * 7. When nothing is asked, nothing is sent, and nothing is waited for: a timer of what is over may still come once, and is
 *    not set again. What is over is not remembered: with six registers the state of a node takes 3,000 characters at most, and
 *    no more of them the longer it runs.
 * 8. Nodes crash, any number of times, and come back with what they saved. Who was asked something and crashes does not go on
 *    with it; it may have taken effect or not. What was meant for an earlier life may come in a later one.
 * 9. Saved is at most one record for each start, one for each write that a node is asked for, and one for each version that it
 *    takes, of 200 characters (as `JSON.stringify` has it) where keys and values are short; `compact` leaves at most two for each
 *    register, and one more.
 *
 * @module
 */

import { type Store, todo } from "./given.ts";

/** Your store. */
export const store: Store = {
  protocol: (_rules) => todo("part 9, the protocol"),
};
