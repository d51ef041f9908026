/** Part 7. What becomes of an instance whose coordinator is gone. @module */

import { type Recovery, todo } from "./given.ts";

/**
 * Somebody recovers an instance in a higher ballot. It must not decide anything but what may have been decided before: on the slow
 * path in some ballot, or at once, when n − e had pre-accepted just what the coordinator asked for. This is the recovery of
 * EPaxos* (Ryabinin, Gotsman and Sutra 2025, figure 5).
 *
 * - `chosen(evidence)`: n − f have promised, and said what they knew. What is known to be decided is decided (`commit`). If
 *   somebody has voted, a decision on the slow path is possible, and what was voted for in the highest ballot is put to the vote (`accept`).
 *   Otherwise a decision can only have been made at once. It was not, if the coordinator itself has promised, which would have
 *   had to know; nor with less support than part 2 says. Who supports it has pre-accepted just what the coordinator asked
 *   for: its phase is "pre-accepted", and what stands there has the attributes of `initial`. If none of this rules it out,
 *   `initial`, as a supporter knows it, is put to the test (`validate`, with the number of supporters). In all other cases a no-op is put to the
 *   vote: no commands, nothing that it depends on (a 0 for each replica), sequence number 0. Nobody can tell which client's
 *   command would be lost by that, and its coordinator asks for it again. (The book's own EPaxos does not make it a no-op there, but
 *   begins with phase 1 once more, which takes longer and loses nothing. Here it is as in the paper.)
 * - `objections(known, id, proposal)`: a replica that is asked what contradicts the decision, tells of all instances that it knows,
 *   other than `id`, that interfere, and of which neither `proposal` depends on them nor they on `id`. What counts of an instance that is decided here is what is
 *   decided; of any other it is `initial`, and nothing where that is null. Each once, in any order.
 * - `judged(trial)`: without objections it is possible. An instance that is decided so contradicts it for good: it is impossible. If just as
 *   many support it as must at least, all who have not promised would have to be among the n − e; had one of these asked for an instance
 *   that objects, it would have heard of `id` before, and named it: so if the replica in whose row such an instance is has not
 *   promised, it is impossible, too. Otherwise it depends on what those instances become: wait.
 */
export const recovery: Recovery = {
  chosen: (_evidence) => todo("part 7, chosen"),
  objections: (_known, _id, _proposal) => todo("part 7, objections"),
  judged: (_trial) => todo("part 7, judged"),
};
