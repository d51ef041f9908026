/** Part 1. Terms: a clock that counts elections. @module */

import { type Rules, todo } from "./given.ts";

export const terms: Pick<Rules, "isOutdated" | "becomeCandidate"> = {
  /**
   * Whether a server in term `own` that meets term `seen`, in whatever message, must leave its own term:
   * it then enters the other one as a follower that has voted for nobody.
   */
  isOutdated: (_own, _seen) => todo("part 1, isOutdated"),

  /**
   * The term and the vote with which the server `self`, which has been in `term`, stands for election.
   */
  becomeCandidate: (_term, _self) => todo("part 1, becomeCandidate"),
};
