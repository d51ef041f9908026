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
 *    asks for one thing at a time; there may be many clients. All replicas execute the same in the same order. Whoever executes it replies; so
 *    does who is asked for the last thing again that it has done for this client. `result` is how many commands have been executed with this
 *    one. A request is signed by its client, for this cluster, or is none.
 * 2. The leader of a view is `chiefOf(view, replicas)`. It proposes one block in it, whatever happens to it, on the highest certificate that
 *    it knows, while it knows requests that are not executed: those that do not stand in blocks below, or none at all, as a
 *    block is decided by those that follow.
 * 3. A replica votes as in part 8, but only for a block of the view in which it is, while it wants no later one, and if all
 *    commands in the block are requests. It votes once in a view, whatever happens to it. Votes go to the leader of the next view, who makes a
 *    certificate of them; and who leads but has nothing to propose shows it to all (`certified`).
 * 4. Certificates come in proposals, wishes, and by themselves; all are learnt as in part 8, and one of the view in which a
 *    replica is, or of a later one, leads it to the view after that.
 * 5. A view that brings nothing for too long is left as in part 9, with these differences:
 *    - Wished for is not the next view but the first of the *next leader*, again and again until it comes, unless a later one is wanted already.
 *    - A wish takes along the highest certificate that its replica knows, and the entrance by which it has come into its view, if it has; there
 *      is no other message for entrances, but in proposals. Whoever enters a view by wishes says a wish for it to its leader once more, whoever
 *      that is by then, as the leader may not have heard; and a leader that enters by wishes says one to all.
 *    - A leader whom wishes have made one knows no more than what it is told. It proposes when it has heard wishes for this view, or for later
 *      ones, from a quorum, its own included; that an entrance names a quorum is not enough, as it does not say what these know. (If it
 *      knows the certificate of the view before, it need not hear anybody.)
 *    - Whoever says a wish and knows less than you is shown what you know (`certified`).
 *    - Views that wishes have led to may take longer and longer, as there; but a certificate alone does not set that back to `viewMs`. Where
 *      messages are slower than you were told, one block may be certified in the time that a view has, and it takes four views in a row to
 *      commit one; if the first of them took the time away again, none would ever be. When blocks are *committed*, it goes back, at
 *      once or step by step.
 *    While nothing is asked for that is not executed, nobody waits for anything.
 * 6. Messages are lost, come twice, and overtake each other, so a block may be missing: who lacks one asks for it, and may be told something
 *    else by a liar.
 * 7. Replicas crash, and come back with what they saved.
 * 8. f of 3f + 1 replicas lie. Nothing wrong is executed; and when messages come in time, whatever that is, all that is asked for is executed.
 *
 * With types, a handler is written so; the timer is `Any`, as a protocol's timers are its own affair:
 *
 *     type Overdue = { readonly type: "overdue" };
 *     type WholeIo = Io<WholeMessage, Overdue, MyRecord>;
 *
 *     vote(s: State, { from, vote }, io) { … }                     // in `upon`: what comes is known by its name
 *     overdue(s: State, _timer: Any, io: WholeIo) { … }            // in `after`
 *
 * @module
 */

import { todo, type WholeHotStuff } from "./given.ts";

/** Your HotStuff. */
export const whole: WholeHotStuff = (_rules) => todo("part 11, the protocol");
