/** Mistakes in how others are probed, and in what is made of their silence. @module */

import { lifeguard } from "../settings.ts";
import { byInstance, byStorm } from "../../../kit/kit.ts";
import type { SwimBugs } from "./change.ts";

/** Mistakes, by what is wrong. */
export const probeBugs: SwimBugs = {
  "dead at once": {
    words: "Who does not answer is dead, without a suspicion that it could refute.",
    change: { rules: { verdict: "dead" } },
    breaks: "suspected first",
    foundBy: byInstance("one prober"),
  },
  "dead without indirect probes": {
    words:
      "Nobody else is asked: one bad link is enough for a rumour about a member that all others hear.",
    change: { settings: { helpers: 0 } },
    breaks: "nobody suspected",
    foundBy: byStorm("one link", 1),
  },
  "suspects before the helpers have answered": {
    words:
      "A target is suspected when it has not answered directly, while those who were asked for help still try: " +
      "each lost message is a rumour that must be refuted.",
    change: { rules: { givesUp: "before the helpers" } },
    breaks: "helpers first",
    foundBy: byInstance("one prober"),
  },
  "helpers answer for the target": {
    words:
      "A helper that is asked says yes before it has heard anything: nobody ever finds a crash.",
    change: {
      protocol: {
        upon: {
          "ping-req"(s, { from, sequence }, io) {
            const { incarnation } = s;
            io.send(from, { type: "ack", sequence, relay: null, incarnation, news: [] });
          },
        },
      },
    },
    breaks: "completeness",
    foundBy: byStorm("crashes", 1),
  },
  "a nack counts as an answer": {
    words:
      "A helper that says it hears nothing is taken to have heard the target: with Lifeguard, nobody ever finds a crash.",
    change: {
      settings: lifeguard,
      protocol: {
        upon: {
          nack(s, { sequence }) {
            if (s.probe !== null && sequence === s.sequence) s.probe.answered = true;
          },
        },
      },
    },
    breaks: "completeness",
    foundBy: byStorm("crashes", 1),
  },
  "random probes": {
    words:
      "The target of each probe is drawn anew instead of going round: a crash may go unnoticed for longer " +
      "than any bound.",
    change: { settings: { probes: "random" } },
    breaks: "nobody waits for long",
    foundBy: byStorm("one link", 1),
  },
};
