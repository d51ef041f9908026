/**
 * Part 11. Chained HotStuff, whole, from an empty page: what each replica runs. What you have written for parts 3, 8 and 9
 * may be of use: import it. There is nothing around this file but the simulator, and clients who run something of their own.
 *
 *     {
 *       start(io, journal) → state                          // at its birth, and after a crash with what it had saved
 *       upon: { request, proposal, vote, wish, certified, fetch, block, reply }      // (state, message, io)
 *       after: { … }                                        // a handler for each type of timer: (state, timer, io)
 *       compact?(journal) → journal                         // a shorter one that starts the same; default: the last record
 *       view(state) → what it shows of itself
 *     }
 *
 * The messages are in `hotstuff_parts.ts`; `reply` only goes to clients, and its handler does nothing. Timers (`io.wait(ms, timer)`,
 * `io.cancel(type)`) and records (`io.save(record)`) are yours, and so is the state. What a step sends leaves when what it
 * saved is durable. Replicas are nodes 0 to `rules.replicas` − 1; `io.peers` has the clients, too.
 *
 * 1. A client's request is executed once, however often it comes and in how many blocks it stands: each client counts its requests, and
 *    asks for one thing at a time. All replicas execute the same in the same order. Whoever executes it replies; so does who is asked
 *    for the last thing again that it has done for this client. `result` is how many commands have been executed with this one.
 *    A request is signed by its client, for this cluster, or is none.
 * 2. The leader of a view is `chiefOf(view, replicas)`. It proposes one block in it, on the highest certificate that it knows,
 *    while it knows requests that are not executed: those that do not stand in blocks below, or none at all, as a
 *    block is decided by those that follow.
 * 3. A replica votes as in part 8, but only for a block of the view in which it is, while it wants no later one, and if all
 *    commands in the block are requests. It votes once in a view, whatever happens to it. Votes go to the leader of the next view, who makes a
 *    certificate of them; and who leads but has nothing to propose shows it to all (`certified`).
 * 4. Certificates come in proposals, wishes, and by themselves; all are learnt as in part 8, and one of the view in which a
 *    replica is, or of a later one, leads it to the view after that.
 * 5. A view that brings nothing for too long is left as in part 9, but for the first view of the *next leader*. Wishes take the highest certificate
 *    along, and say it to whoever leads then; entrances come in wishes and in proposals. As a leader whom wishes have made one knows no more than
 *    what it is told, it first hears from a quorum that wants this view. Whoever says a wish and knows less than you is shown what you know.
 *    While nothing is asked for that is not executed, nobody waits for anything.
 * 6. Messages are lost, come twice, and overtake each other, so a block may be missing: who lacks one asks for it, and may be told something
 *    else by a liar.
 * 7. Replicas crash, and come back with what they saved.
 * 8. f of 3f + 1 replicas lie. Nothing wrong is executed; and when messages come in time, whatever that is, all that is asked for is executed.
 *
 * @module
 */

import { todo, type WholeHotStuff } from "./given.ts";

/** Your HotStuff. */
export const whole: WholeHotStuff = (_rules) => todo("part 11, the protocol");
