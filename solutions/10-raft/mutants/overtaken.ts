/** Leaders that are wrong when members change, or when answers and refusals overtake each other. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import { nested } from "hb/model/nested.ts";
import type { Answers } from "../../../exercises/10-raft/answers.ts";
import {
  type Incoming,
  lastIndex,
  type Progress,
  type Raft,
  type State,
} from "../../../exercises/10-raft/given.ts";
import { leader } from "../leader.ts";

type Leads = Answers["leader"];

/** With the new voters alone where both halves must agree. */
const halved = (raft: Raft): Raft => ({
  ...raft,
  rules: {
    ...raft.rules,
    quorumIndex: (halves, reached) => raft.rules.quorumIndex({ ...halves, outgoing: [] }, reached),
  },
});

/** An answer of a follower that is known, in the leader's term: what is done before it, and after. */
function upon(
  { before, after }: Partial<
    Record<
      "before" | "after",
      (progress: Progress, reply: Incoming<"appendEntriesReply">, s: State, raft: Raft) => void
    >
  >,
): Partial<Leads> {
  return {
    appendEntriesReply(raft, s, reply, io) {
      const progress = reply.term === s.term ? s.leading?.progress.get(reply.from) : undefined;
      if (progress !== undefined) before?.(progress, reply, s, raft);
      leader.appendEntriesReply(raft, s, reply, io);
      if (progress !== undefined) after?.(progress, reply, s, raft);
    },
  };
}

/** Rounds by which answers of one follower are known to be missing. */
const rounds = new WeakMap<Progress, number>();

export const overtakenMutants: Mutants<Answers> = {
  leader: {
    "the new ones commit: during a joint change the voters of before are not counted": {
      append: (raft, s, proposal, io) => leader.append(halved(raft), s, proposal, io),
      appendEntriesReply: (raft, s, reply, io) =>
        leader.appendEntriesReply(halved(raft), s, reply, io),
    },
    "the new ones follow: during a joint change it leads without the voters of before": {
      quorum: (raft, s, io) => leader.quorum(halved(raft), s, io),
    },
    "the last answer: one that is late takes back the round": upon({
      after: (progress, { round }) => progress.round = round,
    }),
    "a no is no answer: those who refuse do not follow": upon({
      before: (progress) => rounds.set(progress, progress.round),
      after(progress, { success }) {
        if (!success) progress.round = rounds.get(progress)!;
      },
    }),
    "refused before: what is on its way is sent again upon a refusal where the logs agree by now":
      upon({
        before(progress, { success, previous }) {
          const { mode, match, next } = progress;
          const isOver = !success && mode !== "snapshot" && previous === match &&
            match === next - 1;
          if (isOver) progress.match--;
        },
      }),
    "one round: heartbeats are all of the same": {
      heartbeat(raft, s, io) {
        if (s.leading !== null) s.leading.round--;
        leader.heartbeat(raft, s, io);
      },
    },
    "rounds of eight bits: after 255 comes 0": {
      heartbeat(raft, s, io) {
        if (s.leading !== null) s.leading.round = s.leading.round % 256 - 1;
        leader.heartbeat(raft, s, io);
        if (s.leading !== null) s.leading.round++;
      },
    },
    "its own leader: it steps down, and follows itself": {
      quorum(raft, s, io) {
        const leads = s.leading !== null;
        leader.quorum(raft, s, io);
        if (leads && s.leading === null) s.leader = io.self;
      },
    },
    "leads on: when it has committed that it leaves it looks for what it kept as a leader": upon({
      after: (_, { from, success }, s) => success && s.leading!.progress.has(from),
    }),
    "the end of the log: where another entry follows at once it names that one": {
      append(raft, s, proposal, io) {
        leader.append(raft, s, proposal, io);
        return lastIndex(s.log);
      },
    },
    "back to entries: a late refusal counts while a snapshot is on its way": upon({
      before(progress, { success, previous, hint }, s, raft) {
        const { mode, match, next } = progress;
        if (success || hint === null || mode !== "snapshot" || previous !== next - 1) return;
        progress.next = Math.max(match + 1, Math.min(raft.rules.backUp(s.log, hint), previous));
      },
    }),
    "it has come: any news counts as that of the snapshot": upon({
      before(progress, { success, match }) {
        const { mode } = progress;
        if (success && mode === "snapshot" && match > progress.match) progress.next = match + 1;
      },
    }),
    "no news: who waits for a snapshot and says nothing new gets no other": {
      appendEntriesReply(raft, s, reply, io) {
        const { mode, match } = s.leading?.progress.get(reply.from) ?? { mode: "", match: 0 };
        const isOld = reply.success && mode === "snapshot" && reply.match <= match;
        if (!isOld || reply.term !== s.term) leader.appendEntriesReply(raft, s, reply, io);
      },
    },
    "terms of eight bits: an answer to a leader of 256 terms ago counts": {
      appendEntriesReply(raft, s, reply, io) {
        const isAlike = s.leading !== null && reply.term % 256 === s.term % 256;
        leader.appendEntriesReply(raft, s, isAlike ? { ...reply, term: s.term } : reply, io);
      },
    },
    "sixteen servers: the others hear nothing of it": {
      heartbeat: (raft, s, io) =>
        leader.heartbeat(
          raft,
          s,
          nested(io, { send: (to, message) => to < 16 && io.send(to, message) }),
        ),
    },
    "sixty-four entries: a message holds no more": {
      appendEntriesReply: (raft, s, reply, io) =>
        leader.appendEntriesReply(
          raft,
          s,
          reply,
          nested(io, {
            send(to, message) {
              if (message.type !== "appendEntries") return io.send(to, message);
              io.send(to, { ...message, entries: message.entries.slice(0, 64) });
            },
          }),
        ),
    },
  },
};
