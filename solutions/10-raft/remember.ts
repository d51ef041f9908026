/** Part 18: the snapshot replaces the beginning of the log. @module */

import type { Remember } from "../../exercises/10-raft/given.ts";
import { compaction } from "./compaction.ts";

export const remember: Remember = {
  saveSnapshot: (snapshot, base) => [{ type: "snapshot", snapshot, base }],
  recall: (known, { snapshot, base }) => ({
    ...known,
    log: compaction.rebase(known.log, base),
    snapshot,
  }),
};
