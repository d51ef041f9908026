/** Part 1: the greater term wins, and who stands begins a new one. @module */

import type { Rules } from "../../exercises/10-raft/given.ts";

export const terms: Pick<Rules, "isOutdated" | "becomeCandidate"> = {
  isOutdated: (own, seen) => seen > own,
  becomeCandidate: (term, self) => ({ term: term + 1, votedFor: self }),
};
