/** The graded parts of chapter 12. @module */

import { suiteOf } from "hb/grade/suite.ts";
import type { Answers } from "./answers.ts";
import { acceptor } from "./suite/acceptor.ts";
import { checkpoints } from "./suite/checkpoints.ts";
import { coordinator } from "./suite/coordinator.ts";
import { executor } from "./suite/executor.ts";
import { interference } from "./suite/interference.ts";
import { labels } from "./suite/labels.ts";
import { order } from "./suite/order.ts";
import { quorums } from "./suite/quorums.ts";
import { recovery } from "./suite/recovery.ts";
import { agrees, endures } from "./suite/whole.ts";

export const suite = suiteOf<Answers>({
  chapter: "12-leaderless",
  title: "EPaxos",
  labels,
  given: [
    "given.ts",
    "answers.ts",
    "vocabulary.ts",
    "deciding.ts",
    "executing.ts",
    "whole_epaxos.ts",
  ],
  parts: {
    interference,
    quorums,
    coordinator,
    order,
    executor,
    acceptor,
    recovery,
    checkpoints,
    agrees,
    endures,
  },
  members: {
    interference: { interfere: "function", attributes: "function" },
    quorums: {
      isSafe: "function",
      slow: "function",
      fast: "function",
      mostFast: "function",
      support: "function",
    },
    coordinator: {
      begin: "function",
      preAcceptReply: "function",
      acceptReply: "function",
      nack: "function",
      retry: "function",
    },
    executor: { start: "function", commit: "function" },
    acceptor: {
      preAccept: "function",
      accept: "function",
      commit: "function",
      prepare: "function",
    },
    recovery: { chosen: "function", objections: "function", judged: "function" },
    checkpoints: { execute: "function", ask: "function", tell: "function", install: "function" },
  },
});
