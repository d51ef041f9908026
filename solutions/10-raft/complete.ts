/** Part 7: by the last term, then by the length. @module */

import type { Rules } from "../../exercises/10-raft/given.ts";

export const complete: Pick<Rules, "isUpToDate"> = {
  isUpToDate: (candidates, own) =>
    candidates.term === own.term ? candidates.index >= own.index : candidates.term > own.term,
};
