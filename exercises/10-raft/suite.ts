/** The graded parts of chapter 10. @module */

import { suiteOf } from "hb/grade/suite.ts";
import type { Answers } from "./answers.ts";
import { backup } from "./suite/backup.ts";
import { behind } from "./suite/behind.ts";
import { candidate } from "./suite/candidate.ts";
import { changing } from "./suite/changing.ts";
import { clients } from "./suite/clients.ts";
import { commit } from "./suite/commit.ts";
import { compaction } from "./suite/compaction.ts";
import { complete } from "./suite/complete.ts";
import { follower } from "./suite/follower.ts";
import { install } from "./suite/install.ts";
import { labels } from "./suite/labels.ts";
import { leader } from "./suite/leader.ts";
import { joint } from "./suite/joint.ts";
import { majority } from "./suite/majority.ts";
import { match } from "./suite/match.ts";
import { members } from "./suite/members.ts";
import { once } from "./suite/once.ts";
import { recall } from "./suite/recall.ts";
import { remember } from "./suite/remember.ts";
import { restart } from "./suite/restart.ts";
import { save } from "./suite/save.ts";
import { terms } from "./suite/terms.ts";
import { timeout } from "./suite/timeout.ts";
import { voter } from "./suite/voter.ts";
import { votes } from "./suite/votes.ts";
import { agrees, compacts, holds, leads, remembers } from "./suite/whole.ts";

const whole = {
  protocol: "function",
  propose: "function",
  view: "function",
  replies: "function",
} as const;

export const suite = suiteOf<Answers>({
  chapter: "10-raft",
  title: "Raft",
  labels,
  given: ["given.ts", "answers.ts"],
  parts: {
    terms,
    timeout,
    votes,
    majority,
    voter,
    candidate,
    complete,
    match,
    commit,
    backup,
    follower,
    leader,
    clients,
    save,
    recall,
    restart,
    compaction,
    remember,
    install,
    behind,
    once,
    joint,
    changing,
    members,
    leads,
    agrees,
    remembers,
    compacts,
    holds,
  },
  members: {
    terms: { isOutdated: "function", becomeCandidate: "function" },
    timeout: { timeoutJitter: "function" },
    votes: { mayVote: "function", mayPreVote: "function" },
    candidate: { election: "function", requestVoteReply: "function" },
    complete: { isUpToDate: "function" },
    match: { agrees: "function", alreadyThere: "function", agreedUntil: "function" },
    commit: { mayCommit: "function", followerCommit: "function", majorityIndex: "function" },
    backup: { hint: "function", backUp: "function" },
    leader: {
      append: "function",
      appendEntriesReply: "function",
      heartbeat: "function",
      quorum: "function",
    },
    clients: { request: "function", applyCommitted: "function" },
    save: { saveVote: "function", saveEntries: "function" },
    compaction: {
      isSnapshotDue: "function",
      capture: "function",
      isNews: "function",
      rebase: "function",
    },
    remember: { saveSnapshot: "function", recall: "function" },
    behind: {
      sendSnapshot: "function",
      awaitSnapshot: "function",
      snapshotAnswered: "function",
    },
    once: { admit: "function" },
    joint: { vote: "function", index: "function" },
    changing: {
      whyNotChange: "function",
      afterTruncation: "function",
      promotable: "function",
      stepsDown: "function",
    },
    members: { change: "function", followingOn: "function" },
    leads: whole,
    agrees: whole,
    remembers: whole,
    compacts: whole,
    holds: whole,
  },
});
