/** Part 15: the last vote counts, and entries replace what they contradict. @module */

import type { Recall } from "../../exercises/10-raft/given.ts";

export const recall: Recall = (known, saved) => {
  if (saved.type === "vote") return { ...known, term: saved.term, votedFor: saved.votedFor };
  const { base, entries } = known.log;
  entries.length = saved.after - base.index;
  entries.push(...saved.entries);
  return known;
};
