/** Part 6. How views end and begin in PBFT: what is shown, what is looked at, and what follows from it. @module */

import { type NewViews, todo } from "./given.ts";

/**
 * - `want`: the replica shows its stable checkpoint, and of each number above it that was prepared here the proof in the latest
 *   view, by number, whether it has executed that or not.
 * - `isProof`: both statements are of the right sort, about this cluster, and the same view, number and digest; the
 *   pre-prepare is signed by the primary of that view, and the prepares by so many different backups that they make a quorum
 *   with it (as in part 3), and by nobody else.
 * - `isViewChange`: a replica of this cluster has signed it; its `stable` is null, or a quorum of different replicas of this
 *   cluster has signed a checkpoint above 0; its proofs are proofs, for numbers in ascending order, each once, above the stable one and not
 *   above `rules.size` more, and from views before the one that it wants.
 * - `begin`: takes the word of a quorum of different replicas, or of more, each once, whose view changes for this view are valid. From
 *   these alone follows what is proposed: the new view starts after the highest checkpoint that one of them shows. For each number from
 *   there up to the highest that one of them proves, there is a pre-prepare: with the digest that was proved in the
 *   latest view, or the null request (`rules.nothing`) where nothing was proved. `null`, if there are too few.
 * - `isNewView`: its primary has signed it, and each of its pre-prepares; its view changes are valid ones of a quorum of
 *   different replicas, all for this view; and its pre-prepares are those that follow from them, in their order.
 *
 * Nothing of what you are shown needs to make sense; but it has all the fields that its type says.
 */
export const views: NewViews = {
  want: (_rules, _log, _view) => todo("part 6, want"),
  isProof: (_rules, _proof) => todo("part 6, isProof"),
  isViewChange: (_rules, _viewChange) => todo("part 6, isViewChange"),
  begin: (_rules, _view, _came) => todo("part 6, begin"),
  isNewView: (_rules, _newView) => todo("part 6, isNewView"),
};
