/** The candidate with one bug each. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import { nested } from "hb/model/nested.ts";
import type { Answers } from "../../../exercises/10-raft/answers.ts";
import type { Message, Raft, RaftIo, State } from "../../../exercises/10-raft/given.ts";
import { candidate } from "../candidate.ts";

type Election = Answers["candidate"]["election"];
type Reply = Answers["candidate"]["requestVoteReply"];

/** Both, in a world that is not as it should be. */
function inWorld(wrong: (io: RaftIo, raft: Raft, s: State) => Partial<RaftIo>) {
  const election: Election = (raft, s, io) =>
    candidate.election(raft, s, nested(io, wrong(io, raft, s)));
  const requestVoteReply: Reply = (raft, s, message, io) =>
    candidate.requestVoteReply(raft, s, message, nested(io, wrong(io, raft, s)));
  return { election, requestVoteReply };
}

/** What it asks for votes, made into something else; undefined: it is not sent. */
function asking(
  wrong: (asks: Message & { type: "requestVote" }, to: number) => Message | undefined,
) {
  return inWorld((io) => ({
    send(to, message) {
      const sent = message.type === "requestVote" ? wrong(message, to) : message;
      if (sent !== undefined) io.send(to, sent);
    },
  }));
}

const reply = (wrong: Reply): { requestVoteReply: Reply } => ({ requestVoteReply: wrong });

export const candidateMutants: Mutants<Answers> = {
  candidate: {
    "stands once: the election timer is not set again, so a split vote is the end": {
      election: (raft, s, io) =>
        candidate.election(
          raft,
          s,
          nested(io, {
            wait: (ms, t) => s.lease || t.type !== "election" ? io.wait(ms, t) : undefined,
          }),
        ),
    },
    "the lease is for ever: a server that has heard a leader does nothing when its lease is over": {
      election: (raft, s, io) => s.lease ? undefined : candidate.election(raft, s, io),
    },
    "no lease: a server stands as soon as its lease is over, with no random rest": {
      election(raft, s, io) {
        s.lease = false;
        candidate.election(raft, s, io);
      },
    },
    "asks itself: its own vote travels over the network": {
      election(raft, s, io) {
        candidate.election(raft, s, io);
        const { role, term } = s, pre = role === "precandidate";
        if (role !== "candidate" && !pre) return;
        const last = { index: s.log.base.index, term: s.log.base.term };
        io.send(io.self, { type: "requestVote", term, last, pre, transfer: false });
      },
    },
    "server 0 is not asked: no vote is asked of number 0": asking((asks, to) =>
      to === 0 ? undefined : asks
    ),
    "asks four: of many voters only the first four are asked": inWorld((io) => {
      let asked = 0;
      return {
        send: (to, message) =>
          message.type === "requestVote" && ++asked > 4 ? undefined : io.send(to, message),
      };
    }),
    "an empty log: it says that its log is empty": asking((asks) => ({
      ...asks,
      last: { index: 0, term: 0 },
    })),
    "the question is a candidacy: whoever only asks says that it stands": asking((asks) => ({
      ...asks,
      pre: false,
    })),
    "asks about its own term: a question is about the term that the server is in": asking((asks) =>
      asks.pre ? { ...asks, term: asks.term - 1 } : asks
    ),
    "votes of old terms count: a yes is a yes, of whatever term": reply((raft, s, message, io) =>
      candidate.requestVoteReply(
        raft,
        s,
        message.granted && !message.pre
          ? { ...message, term: Math.max(message.term, s.term) }
          : message,
        io,
      )
    ),
    "a yes to a question is a term: the term asked about is entered at the first yes": reply(
      (raft, s, message, io) => {
        if (message.pre && message.granted && message.term > s.term) s.term = message.term;
        candidate.requestVoteReply(raft, s, message, io);
      },
    ),
    "promises are votes: a yes to a question counts for a candidate": reply((
      raft,
      s,
      message,
      io,
    ) =>
      candidate.requestVoteReply(
        raft,
        s,
        s.role === "candidate" && message.granted
          ? { ...message, pre: false, term: s.term }
          : message,
        io,
      )
    ),
    "the last word counts: a voter's second answer replaces its first": reply(
      (raft, s, message, io) => {
        s.votes.delete(message.from);
        candidate.requestVoteReply(raft, s, message, io);
      },
    ),
    "a no is nothing: only those who vote for it are counted": reply((raft, s, message, io) =>
      message.granted || message.term > s.term
        ? candidate.requestVoteReply(raft, s, message, io)
        : undefined
    ),
    "greater terms are not met: an answer of a later term is ignored": reply(
      (raft, s, message, io) =>
        message.term > s.term && !message.granted
          ? undefined
          : candidate.requestVoteReply(raft, s, message, io),
    ),
    "leads in silence: a new leader does not append an entry of its term": reply(
      (raft, s, message, io) =>
        candidate.requestVoteReply(
          { ...raft, steps: { ...raft.steps, append: () => 0 } },
          s,
          message,
          io,
        ),
    ),
    "no heartbeat: a new leader does not set its timer": inWorld((io) => ({
      wait: (ms, timer) => timer.type === "heartbeat" ? undefined : io.wait(ms, timer),
    })),
    "never checks: a new leader does not set the timer by which it sees whether it is followed":
      inWorld(
        (io) => ({
          wait: (ms, timer) => timer.type === "quorum" ? undefined : io.wait(ms, timer),
        }),
      ),
    "a leader waits for a leader: its election timer goes on": inWorld(() => ({ cancel() {} })),
    "not saved: a candidate forgets in a crash that it has stood in this term": inWorld(() => ({
      save() {},
    })),
    "anybody stands: who is no member stands as well": {
      election: (raft, s, io) =>
        candidate.election(
          { ...raft, rules: { ...raft.rules, promotable: () => true } },
          s,
          io,
        ),
    },
    "remembers the leader: whoever stands still takes another for the leader": {
      election(raft, s, io) {
        const { leader } = s;
        candidate.election(raft, s, io);
        if (s.role !== "leader") s.leader = leader;
      },
    },
  },
};
