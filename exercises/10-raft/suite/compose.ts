/** The book's Raft with a reader's answers in the places of its own. @module */

import type { RaftChange } from "hb/consensus/raft/change.ts";
import { fold } from "hb/consensus/raft/journal.ts";
import { sendTimeoutNow } from "hb/consensus/raft/sending.ts";
import { type Rules, rules as book } from "hb/consensus/raft/rules.ts";
import type { Answers } from "../answers.ts";
import { nested } from "hb/model/nested.ts";
import type { Answer, Raft, RaftIo, Recall, Remember, Upon } from "../given.ts";

/** How much of it is the reader's: the answers of this stage and of those before it. */
export type Stage = "3A" | "3B" | "3C" | "3D" | "all";

/** What the answers up to a stage make of the book's Raft. */
export function composed(answers: Answers, stage: Stage): RaftChange {
  const stages: readonly Stage[] = ["3A", "3B", "3C", "3D", "all"];
  const some = stages.slice(0, stages.indexOf(stage) + 1).map((each) => changes[each](answers));
  return some.reduce((all, { rules, handlers, timers, steps, start = all.start }) => ({
    rules: { ...all.rules, ...rules },
    handlers: { ...all.handlers, ...handlers },
    timers: { ...all.timers, ...timers },
    steps: { ...all.steps, ...steps },
    ...(start === undefined ? {} : { start }),
  }));
}

const changes: Readonly<Record<Stage, (answers: Answers) => RaftChange>> = {
  "3A": ({ terms, timeout, votes, majority, voter, candidate }) => ({
    rules: {
      ...terms,
      ...timeout,
      ...votes,
      countVotes: ({ voters }, given) => majority(voters, (voter) => given.get(voter)),
    },
    handlers: { requestVote: voter, requestVoteReply: candidate.requestVoteReply },
    timers: { election: candidate.election },
  }),
  "3B": ({ complete, match, backup, commit, follower, leader, clients }) => ({
    rules: {
      ...complete,
      ...match,
      ...backup,
      mayCommit: commit.mayCommit,
      followerCommit: commit.followerCommit,
      quorumIndex: ({ voters }, reached) => commit.majorityIndex(voters, reached),
    },
    handlers: {
      appendEntries: follower,
      appendEntriesReply: passingOn(leader.appendEntriesReply),
      request: asked(clients.request),
    },
    timers: { heartbeat: leader.heartbeat, quorum: leader.quorum },
    steps: {
      append: leader.append,
      applyCommitted: (raft, s, io) => clients.applyCommitted(raft, s, speaking(raft, io)),
    },
  }),
  "3C": ({ save, recall, restart }) => ({
    rules: { ...save, recall: recallWith(recall) },
    start: restart,
  }),
  "3D": ({ compaction, remember, recall, install, behind }) => ({
    rules: {
      ...compaction,
      saveSnapshot: remember.saveSnapshot,
      recall: recallWith(recall, remember.recall),
    },
    handlers: { installSnapshot: install },
    steps: behind,
  }),
  all: ({ once, joint, changing, members }) => ({
    rules: {
      ...once,
      ...changing,
      ...members,
      countVotes: (halves, votes) => joint.vote(halves, (voter) => votes.get(voter)),
      quorumIndex: joint.index,
    },
  }),
};

/** Where servers forward what is the leader's to answer, the book does that for them. */
export function asked(request: Upon<"request">): Upon<"request"> {
  return (raft, s, message, io) => {
    const { leader } = s, { from, ...forwarded } = message;
    const goesOn = raft.whenNotLeading === "forward" && leader !== null && leader !== io.self;
    if (goesOn) io.send(leader, { type: "forward", request: forwarded, address: from });
    else request(raft, s, message, speaking(raft, io));
  };
}

/**
 * Where requests are forwarded a client may have asked several servers, and none of them can say for the others
 * that it has not been done: so the book keeps what declines a request to itself.
 */
function speaking(raft: Raft, io: RaftIo): RaftIo {
  if (raft.whenNotLeading !== "forward") return io;
  const declines = ["not leader", "lost", "busy"];
  return nested(io, {
    answer(client, result, ahead) {
      const answer = result as Answer;
      if (answer.ok || !declines.includes(answer.why)) io.answer(client, answer, ahead);
    },
  });
}

/** Where leadership is to pass on, the book tells the one that has the whole log. */
function passingOn(reply: Upon<"appendEntriesReply">): Upon<"appendEntriesReply"> {
  return (raft, s, message, io) => {
    reply(raft, s, message, io);
    if (s.leading !== null && s.transfer?.to === message.from) sendTimeoutNow(s, io);
  };
}

/** How a journal is read, record by record; snapshots as the book does it, unless the reader does. */
export function recallWith(recall: Recall, snapshots?: Remember["recall"]): Rules["recall"] {
  const bySnapshot: Remember["recall"] = snapshots ??
    ((known, { snapshot, base }) => ({ ...known, snapshot, log: book.rebase(known.log, base) }));
  return (journal) =>
    journal.reduce(
      (known, saved) => saved.type === "snapshot" ? bySnapshot(known, saved) : recall(known, saved),
      fold([]),
    );
}
