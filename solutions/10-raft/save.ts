/** Part 14: everything that others may have been told. @module */

import type { Rules } from "../../exercises/10-raft/given.ts";

export const save: Pick<Rules, "saveVote" | "saveEntries"> = {
  saveVote: (term, votedFor) => [{ type: "vote", term, votedFor }],
  saveEntries: (after, entries) => [{ type: "append", after, entries }],
};
