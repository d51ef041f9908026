/** The graded parts of chapter 09. @module */

import { suiteOf } from "hb/grade/suite.ts";
import type { Answers } from "./answers.ts";
import { acceptor } from "./suite/acceptor.ts";
import { executor } from "./suite/executor.ts";
import { fill } from "./suite/fill.ts";
import { labels } from "./suite/labels.ts";
import { learner } from "./suite/learner.ts";
import { members } from "./suite/members.ts";
import { proposer } from "./suite/proposer.ts";
import { quorums } from "./suite/quorums.ts";
import { takeover } from "./suite/takeover.ts";
import { value } from "./suite/value.ts";
import { decides, endures } from "./suite/whole.ts";

export const suite = suiteOf<Answers>({
  chapter: "09-paxos",
  title: "Paxos",
  labels,
  given: ["given.ts", "answers.ts"],
  parts: {
    acceptor,
    value,
    quorums,
    learner,
    proposer,
    takeover,
    executor,
    fill,
    members,
    decides,
    endures,
  },
  members: {
    acceptor: { prepare: "function", accept: "function" },
    quorums: { apart: "function", apartAmong: "function" },
    proposer: { propose: "function", promise: "function", nack: "function", retry: "function" },
    takeover: { first: "function", proposals: "function" },
    executor: { commit: "function", fetch: "function", learn: "function", install: "function" },
    members: { membersAt: "function", isChosen: "function", noops: "function" },
  },
});
