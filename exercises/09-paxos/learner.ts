/** Part 4. The learner. @module */

import { type Learner, todo } from "./given.ts";

/**
 * Upon `accepted`, { from, ballot, value }: `from` has voted. Votes come in any order, late, and twice.
 *
 * - A value is decided when a quorum of phase 2 (`paxos.quorums(io.peers).phase2(…)`, a Set) has voted for it in one
 *   ballot. It is known at the latest when the last votes of a quorum are in one ballot, as far as they have been heard of.
 * - `s.votes` keeps what has been heard, at least the last vote of each acceptor, by its node. When something is decided it
 *   may be emptied.
 * - What is decided, `s.decided`, stays so, and whoever waits for it here (`s.wishes`) is answered, once. Then nothing is
 *   to be tried any more: there are no wishes, no attempt, no failures, and no timer.
 */
export const learner: Learner = (_paxos, _s, _message, _io) => todo("part 4, learner");
