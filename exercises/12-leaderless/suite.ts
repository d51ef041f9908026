/** The graded parts of chapter 12. @module */

import { suiteOf } from "hb/grade/suite.ts";
import type { Answers } from "./answers.ts";
import { coordinator } from "./suite/coordinator.ts";
import { interference } from "./suite/interference.ts";
import { quorums } from "./suite/quorums.ts";

export const suite = suiteOf<Answers>({
  chapter: "12-leaderless",
  title: "EPaxos",
  given: ["given.ts", "answers.ts"],
  parts: { interference, quorums, coordinator },
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
  },
});
