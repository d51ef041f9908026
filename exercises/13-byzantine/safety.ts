/** Part 8. What a replica of HotStuff votes for, what it locks, and what it commits. @module */

import { type Safety, todo } from "./given.ts";

/** What is remembered; yours to choose. */
// deno-lint-ignore no-empty-interface
interface State {}

/**
 * A certificate is *genuine* if a quorum of different replicas (of all, as in part 3), and nobody else, have signed a vote of
 * this cluster; that for "genesis" is the one that `given.ts` describes, and all begin with it. Blocks form a tree, and all
 * begin with "genesis", of view 0.
 *
 * - `proposal`: ignored unless it comes from the leader of its view, `leaderOf(view, replicas)`, its certificate is genuine, for its
 *   parent, and of an earlier view, and its parent is known. Else the block is known from now on, and its certificate is
 *   learnt. Then the replica votes, if it may: it signs its vote, and sends it to the leader of the next view.
 * - It may vote in views above that of its last vote only, and for what is *safe*: for a block that extends the one that it has locked, or
 *   whose certificate is of a later view than the lock.
 * - `certificate`: learnt, if it is genuine and its block is known.
 * - To learn a certificate for a block: its parent is locked, if that is of a later view than what was locked. If the views of the
 *   block, its parent and its grandparent follow one upon the other, v + 2, v + 1 and v, the grandparent is committed, and all
 *   below it that is not yet, the lowest first; "genesis" is nobody's news.
 *
 * What is sent to the leader goes there also if that is the replica itself.
 */
export const safety: Safety<State> = {
  start: (_rules) => todo("part 8, start"),
  proposal: (_s, _from, _block, _io) => todo("part 8, proposal"),
  certificate: (_s, _certificate, _io) => todo("part 8, certificate"),
};
