/** Mistakes in calls that are asked until there is a reply. @module */

import { maybe, request } from "../maybe.ts";
import { byInstance, byStorm } from "../../kit/kit.ts";
import { anyReply, type CallBugs } from "./bug.ts";

/** Mistakes that break what "at least once" promises: that every call ends, and is executed. */
export const atLeastOnceBugs: CallBugs = {
  "never asks again": {
    words: "A client has no timer: one lost message is a call that never ends.",
    change: { upon: { deposit: maybe.upon.deposit } },
    breaks: "progress",
    foundBy: byStorm("rain", 1),
  },
  "asks again only once": {
    words:
      "The timer is not set again when it has fired: two lost messages are a call that never ends.",
    change: {
      after: {
        retry(s, _, io) {
          if (s.pending !== null) request(s.pending, io);
        },
      },
    },
    breaks: "progress",
    foundBy: byStorm("rain", 1),
  },
  "any reply stops the timer": {
    words:
      "A reply that comes a second time, when the client has gone on to its next call, stops the timer " +
      "of that call: if its request is lost, nobody asks again.",
    change: {
      upon: {
        reply(s, event, io) {
          maybe.upon.reply(s, event, io);
          io.cancel("retry");
        },
      },
    },
    breaks: "progress",
    foundBy: byStorm("rain", 1),
  },
  "takes any reply": {
    words:
      "A client takes whatever reply comes for the reply to its present call: the second reply to its " +
      "last call confirms a deposit that nobody has made.",
    change: anyReply,
    breaks: "acknowledged stays",
    foundBy: byInstance("two deposits"),
  },
};
