/** Part 10: a term at a time. @module */

import { lastIndex, type Rules, termAt } from "../../exercises/10-raft/given.ts";

export const backup: Pick<Rules, "hint" | "backUp"> = {
  hint(log, previous) {
    const term = termAt(log, previous.index);
    if (term === undefined) return { term: null, index: lastIndex(log) + 1 };
    let index = previous.index;
    while (index - 1 > log.base.index && termAt(log, index - 1) === term) index--;
    return { term, index };
  },

  backUp(log, { term, index }) {
    if (term === null) return index;
    let last = lastIndex(log);
    while (last > log.base.index && termAt(log, last)! > term) last--;
    return termAt(log, last) === term ? last + 1 : index;
  },
};
