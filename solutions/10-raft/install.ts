/** Part 19: like entries, but all at once. @module */

import { hearLeader, restore, updateTerm, type Upon } from "../../exercises/10-raft/given.ts";

export const install: Upon<"installSnapshot"> = (raft, s, message, io) => {
  const { from, term, snapshot, round } = message;
  const answer = (success: boolean, match: number) =>
    io.send(from, {
      type: "appendEntriesReply",
      term: s.term,
      success,
      previous: snapshot.last.index,
      match,
      hint: null,
      round,
    });

  updateTerm(raft, s, term, io);
  if (term < s.term) return answer(false, 0);
  hearLeader(raft, s, from, io);
  if (raft.rules.isNews(snapshot, s.commitIndex)) restore(raft, s, snapshot, io);
  answer(true, s.commitIndex);
};
