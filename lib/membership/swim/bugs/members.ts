/** Mistakes about members that come back, leave, or are parted from the others. @module */

import { overrides } from "../standing.ts";
import { byInstance, byStorm } from "../../../kit/kit.ts";
import type { SwimBugs } from "./change.ts";

/** Mistakes, by what is wrong. */
export const memberBugs: SwimBugs = {
  "incarnations only in memory": {
    words: "A member that comes back begins to count anew, and says what was refuted long ago.",
    change: { rules: { remembers: (saved) => ({ ...saved, incarnation: -1 }) } },
    breaks: "incarnations grow",
    foundBy: byInstance("a crash"),
  },
  "a life without a new incarnation": {
    words:
      "A member comes back in the incarnation in which it crashed, in which others have declared it dead.",
    change: { rules: { remembers: (saved) => ({ ...saved, incarnation: saved.incarnation - 1 }) } },
    breaks: "incarnations grow",
    foundBy: byInstance("a crash"),
  },
  "who has left may not come back": {
    words: "Who has left is refused for ever, in whatever incarnation it comes.",
    change: {
      rules: { overrides: (news, known) => known.status !== "left" && overrides(news, known) },
    },
    breaks: "progress",
    foundBy: byStorm("churn", 1),
  },
  "leaving is dying": {
    words:
      "That a member has left is told as if it had failed: operators are called, and its place is kept.",
    change: {
      rules: { held: (news) => news.status === "left" ? { ...news, status: "dead" } : news },
    },
    breaks: "left is left",
    foundBy: byStorm("leaves", 1),
  },
  "leaves without lingering": {
    words: "A member that leaves is gone before anybody knows: it is taken for one that failed.",
    change: { rules: { lingers: false } },
    breaks: "left is left",
    foundBy: byStorm("leaves", 1),
  },
  "the dead are given up": {
    words:
      "Nobody tries to reach the dead: the two sides of a partition stay apart when it is long over.",
    change: { settings: { reconnects: false } },
    breaks: "progress",
    foundBy: byStorm("parted", 1),
  },
};
