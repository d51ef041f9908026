/** Part 11: the six steps in their order. @module */

import {
  applyCommitted,
  hearLeader,
  type Hint,
  updateTerm,
  type Upon,
  write,
} from "../../exercises/10-raft/given.ts";

export const follower: Upon<"appendEntries"> = (raft, s, message, io) => {
  const { from, term, previous, entries, round } = message, { rules } = raft;
  const answer = (success: boolean, match: number, hint: Hint | null) =>
    io.send(from, {
      type: "appendEntriesReply",
      term: s.term,
      success,
      previous: previous.index,
      match,
      hint,
      round,
    });

  updateTerm(raft, s, term, io);
  if (term < s.term) return answer(false, 0, null);
  hearLeader(raft, s, from, io);
  if (!rules.agrees(s.log, previous)) return answer(false, 0, rules.hint(s.log, previous));

  const there = rules.alreadyThere(s.log, previous, entries);
  if (there < entries.length) write(raft, s, previous.index + there, entries.slice(there), io);
  const agreed = rules.agreedUntil(s.log, previous, entries);
  s.commitIndex = rules.followerCommit(s.commitIndex, message.commit, agreed);
  applyCommitted(raft, s, io);
  answer(true, Math.max(agreed, s.commitIndex), null);
};
