/** The graded parts of chapter 11. @module */

import { suiteOf } from "hb/grade/suite.ts";
import type { Answers } from "./answers.ts";
import { changing } from "./suite/changing.ts";
import { cover } from "./suite/cover.ts";
import { follower } from "./suite/follower.ts";
import { granting } from "./suite/granting.ts";
import { holder } from "./suite/holder.ts";
import { holding } from "./suite/holding.ts";
import { labels } from "./suite/labels.ts";
import { pqr } from "./suite/pqr.ts";
import { rounds } from "./suite/rounds.ts";
import { taking } from "./suite/taking.ts";
import { term } from "./suite/term.ts";
import { voter } from "./suite/voter.ts";
import { indexed, leased, quorums } from "./suite/whole.ts";

const f = "function" as const;

export const suite = suiteOf<Answers>({
  chapter: "11-reads",
  title: "Reads",
  labels,
  given: ["given.ts", "answers.ts", "leases.ts", "quorums.ts", "rosters.ts", "whole_reads.ts"],
  parts: {
    rounds,
    term,
    holder,
    voter,
    follower,
    pqr,
    cover,
    holding,
    taking,
    granting,
    changing,
    indexed,
    leased,
    quorums,
  },
  members: {
    rounds: { start: f, read: f, acknowledged: f, executed: f, due: f },
    term: { start: f, lead: f, follow: f, read: f, committed: f },
    holder: {
      leaseMs: f,
      start: f,
      lead: f,
      sent: f,
      acknowledged: f,
      handsOver: f,
      mayRead: f,
    },
    voter: { start: f, heard: f, met: f, asked: f },
    follower: { start: f, read: f, led: f, index: f, executed: f },
    pqr: { start: f, read: f, peek: f, peeked: f, executed: f },
    cover: { start: f, propose: f, accepted: f, over: f, heard: f, due: f },
    holding: { start: f, read: f, accept: f, notice: f, decided: f, unleased: f },
    taking: { start: f, guard: f, promise: f, revoke: f, held: f },
    granting: {
      start: f,
      due: f,
      guardReply: f,
      promiseReply: f,
      revoke: f,
      revokeReply: f,
      isFree: f,
      resume: f,
    },
    changing: { start: f, asked: f, freed: f, mayAnswer: f },
    indexed: { protocol: f },
    leased: { protocol: f },
    quorums: { protocol: f },
  },
});
