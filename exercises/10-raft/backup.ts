/** Part 10. Back to where the logs agree, in few steps. @module */

import { type Rules, todo } from "./given.ts";

/** Log matching helps: two logs that have entries of one term have the same ones, up to some index. */
export const backup: Pick<Rules, "hint" | "backUp"> = {
  /**
   * What a follower says whose log does not agree with the leader's up to `previous` (`agrees` was false):
   * `{ term, index }`. Where it has another entry at `previous.index`: that entry's term, and the first
   * index at which its log has an entry of that term. Where its log ends before: null, and the first index
   * that it lacks. It cannot look into what is compacted (up to `log.base`), and need not: if the term began
   * there, the first index is the one after `log.base`.
   */
  hint: (_log, _previous) => todo("part 10, hint"),

  /**
   * What the leader makes of it: the index of the next entry to send. The follower is asked about the one
   * before. It is always an earlier place than the one at which the follower refused, and at least 1.
   *
   * - With null it is the first index that the follower lacks.
   * - Of a term of which the leader has nothing, nothing agrees: it is `hint.index`. (It may be earlier, where the
   *   leader's own entries before that are of later terms: these cannot agree either.)
   * - Of a term that the leader has, the logs may agree up to its last entry: it is the one after that. It may be
   *   earlier, but not before `hint.index`: then some entries travel again.
   *
   * The leader may have compacted the beginning of its log, too; whoever needs that gets its snapshot instead.
   */
  backUp: (_log, _hint) => todo("part 10, backUp"),
};
