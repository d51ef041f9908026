/** Part 7. Whose log is good enough to lead. @module */

import { type Rules, todo } from "./given.ts";

export const complete: Pick<Rules, "isUpToDate"> = {
  /**
   * Whether a candidate whose last entry is `candidates` has a log at least as complete as a voter's whose
   * last entry is `own`. Both are positions, `{ index, term }`; an empty log ends at index 0, term 0.
   */
  isUpToDate: (_candidates, _own) => todo("part 7, isUpToDate"),
};
