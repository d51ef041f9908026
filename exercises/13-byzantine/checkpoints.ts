/** Part 5. Checkpoints and water marks, at one replica. @module */

import { type Checkpoints, todo } from "./given.ts";

/** What is remembered; yours to choose. */
// deno-lint-ignore no-empty-interface
interface State {}

/**
 * Checkpoints are taken at the multiples of `rules.every`. What is about another cluster, or sort, or about a number at which
 * there is no checkpoint, is ignored, and so is what somebody has signed who is no replica. Of each replica the first word
 * about a number counts. What you send to yourself does not come: your own word counts at once.
 *
 * - `executed`: at a checkpoint that is not stable yet, the replica signs it with the digest of its state, and sends that to all
 *   other replicas. Numbers come in ascending order; some are left out when the state was fetched from elsewhere.
 * - A checkpoint is *stable* when a quorum of different replicas (of all, as in part 3) have signed the same digest at the same
 *   number, whether this replica has come so far or not. If it is above the low water mark, that rises to it: `io.stable`
 *   is called with the certificate. The low mark never falls, and is 0 at first.
 * - `isBetween`: whether a number is above the low mark, and not above the high mark, which is `rules.size` higher.
 * - What was said about numbers up to the low mark is forgotten. Liars may sign checkpoints that nobody will ever come to, as
 *   many as they like: of each replica no more than the words about `rules.size / rules.every + 1` numbers are remembered, and what is
 *   farthest away is forgotten first.
 */
export const checkpoints: Checkpoints<State> = {
  start: (_rules) => todo("part 5, start"),
  executed: (_s, _sequence, _digest, _io) => todo("part 5, executed"),
  checkpoint: (_s, _checkpoint, _io) => todo("part 5, checkpoint"),
  isBetween: (_s, _sequence) => todo("part 5, isBetween"),
};
