/** Part 8: by terms alone, since log matching says the rest. @module */

import { type Rules, termAt } from "../../exercises/10-raft/given.ts";

export const match: Pick<Rules, "agrees" | "alreadyThere" | "agreedUntil"> = {
  agrees: (log, { index, term }) => index < log.base.index || termAt(log, index) === term,

  alreadyThere(log, previous, entries) {
    let count = 0;
    for (const { term } of entries) {
      const index = previous.index + 1 + count;
      if (index > log.base.index && termAt(log, index) !== term) break;
      count++;
    }
    return count;
  },

  agreedUntil: (_log, previous, entries) => previous.index + entries.length,
};
