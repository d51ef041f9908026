/** Leaders that are wrong while they leave, or when answers come late while a snapshot is on its way. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/10-raft/answers.ts";
import {
  becomeFollower,
  configurationOf,
  entriesFrom,
  isVoter,
  lastIndex,
  type Raft,
  type RaftIo,
  type Rules,
  type State,
  termAt,
} from "../../../exercises/10-raft/given.ts";
import { leader } from "../leader.ts";

type Leads = Answers["leader"];

/** With a vote of its own, whether it is a voter or not. */
function counting(raft: Raft, io: RaftIo): Raft {
  const quorumIndex: Rules["quorumIndex"] = (halves, reached) => {
    const { voters } = halves;
    const all = voters.includes(io.self) ? voters : [...voters, io.self];
    return raft.rules.quorumIndex({ ...halves, voters: all }, reached);
  };
  return { ...raft, rules: { ...raft.rules, quorumIndex } };
}

const isMember = (s: State, io: RaftIo) => isVoter(configurationOf(s), io.self);

/** An answer that says yes while a snapshot is on its way to whoever gives it. */
function whileItComes(wrong: Leads["appendEntriesReply"]): Partial<Leads> {
  return {
    appendEntriesReply(raft, s, reply, io) {
      const mode = reply.term === s.term ? s.leading?.progress.get(reply.from)?.mode : undefined;
      const isSuch = reply.success && mode === "snapshot";
      (isSuch ? wrong : leader.appendEntriesReply)(raft, s, reply, io);
    },
  };
}

export const leavingMutants: Mutants<Answers> = {
  leader: {
    "a vote of its own: a leader that leaves counts itself when it commits that": {
      append: (raft, s, proposal, io) => leader.append(counting(raft, io), s, proposal, io),
      appendEntriesReply: (raft, s, reply, io) =>
        leader.appendEntriesReply(counting(raft, io), s, reply, io),
    },
    "gone at once: a leader that leaves is silent before that is committed": {
      heartbeat(raft, s, io) {
        if (isMember(s, io)) leader.heartbeat(raft, s, io);
        else io.wait(raft.heartbeatMs, { type: "heartbeat" });
      },
    },
    "no member leads: a leader that leaves steps down before that is committed": {
      quorum(raft, s, io) {
        if (isMember(s, io)) leader.quorum(raft, s, io);
        else becomeFollower(raft, s, null, io);
      },
    },
    "a last word: who has left goes on to send what is missing": {
      appendEntriesReply(raft, s, reply, io) {
        const { leading, term } = s;
        leader.appendEntriesReply(raft, s, reply, io);
        if (leading === null || s.leading !== null || s.term !== term) return;
        for (const [to, { next }] of leading.progress) {
          if (next > lastIndex(s.log)) continue;
          const previous = { index: next - 1, term: termAt(s.log, next - 1)! };
          const entries = entriesFrom(s.log, next, raft.maxEntryBytesPerMessage);
          const { commitIndex: commit } = s, { round } = leading;
          io.send(to, { type: "appendEntries", term, previous, entries, commit, round });
        }
      },
    },
    "nothing but the snapshot: what is committed by an answer while it comes is not": whileItComes(
      (raft, s, reply, io) => {
        const rules = { ...raft.rules, mayCommit: () => false };
        leader.appendEntriesReply({ ...raft, rules }, s, reply, io);
      },
    ),
    "less while it comes: a late answer lowers how far a follower agrees that waits": whileItComes(
      (raft, s, reply, io) => {
        const progress = s.leading!.progress.get(reply.from)!;
        progress.match = Math.min(progress.match, reply.match);
        leader.appendEntriesReply(raft, s, reply, io);
      },
    ),
  },
};
