/** Mistakes in calls that are asked once. @module */

import { maybe, request } from "../maybe.ts";
import { byInstance } from "../../kit/kit.ts";
import { anyReply, type CallBugs } from "./bug.ts";

/** Mistakes that break even what "maybe" promises. */
export const maybeBugs: CallBugs = {
  "asks twice": {
    words: "A client sends each request twice, to be sure: it is executed twice.",
    change: {
      upon: {
        deposit(s, event, io) {
          maybe.upon.deposit(s, event, io);
          request(s.pending!, io);
        },
      },
    },
    breaks: "at most once",
    foundBy: byInstance("two deposits, with losses"),
  },
  "takes any reply": {
    words:
      "A client takes whatever reply comes for the reply to its present call: when its user had given " +
      "up the call before, the late reply confirms what may be lost.",
    change: anyReply,
    breaks: "acknowledged stays",
    foundBy: byInstance("two deposits, with losses"),
  },
  "numbers all calls alike": {
    words:
      "A client does not count its calls: when its user has given one up, the late reply to it confirms the " +
      "next one, which may be lost.",
    change: {
      upon: {
        deposit(s, { from, amount }, io) {
          s.sequence = 1;
          s.pending = { user: from, sequence: s.sequence, amount };
          request(s.pending, io);
        },
      },
    },
    breaks: "acknowledged stays",
    foundBy: byInstance("two deposits, with losses"),
  },
};
