/** Mistakes in which of two pieces of news stands, and in how news is told on. @module */

import { hear } from "../hear.ts";
import { byInstance, byStorm } from "../../../kit/kit.ts";
import { rules } from "../rules.ts";
import { settings } from "../settings.ts";
import { isIn, overrides, type Standing } from "../standing.ts";
import { standingOf } from "../state.ts";
import { swim } from "../swim.ts";
import type { SwimBugs } from "./change.ts";

/** Mistakes, by what is wrong. */
export const newsBugs: SwimBugs = {
  "stale alive resurrects": {
    words:
      "That a member is alive is believed whenever it comes, even of one that is dead in that incarnation.",
    change: {
      rules: {
        overrides: (news, known) =>
          overrides(news, known) ||
          news.status === "alive" && known.status === "dead" && sameIncarnation(news, known),
      },
    },
    breaks: "no return",
    foundBy: byInstance("one prober"),
  },
  "alive refutes in its own incarnation": {
    words:
      "That a member is alive stands against the suspicion of it in the same incarnation, however old it is.",
    change: {
      rules: {
        overrides: (news, known) =>
          overrides(news, known) ||
          news.status === "alive" && known.status === "suspect" && sameIncarnation(news, known),
      },
    },
    breaks: "no return",
    foundBy: byInstance("one prober"),
  },
  "a suspicion brings back who was removed": {
    words: "A suspicion that comes late takes one that was declared dead for a member again.",
    change: {
      rules: {
        overrides: (news, known) =>
          overrides(news, known) ||
          news.status === "suspect" && !isIn(known) && sameIncarnation(news, known),
      },
    },
    breaks: "no return",
    foundBy: byInstance("one prober"),
  },
  "the removed are forgotten": {
    words:
      "Nothing is kept of the dead: who has removed a member cannot tell it from one that it has not heard of, " +
      "and whoever has not removed it yet teaches it back.",
    change: { rules: { keeps: isIn } },
    breaks: "no return",
    foundBy: byStorm("churn", 5),
  },
  "accusations of strangers are dropped": {
    words:
      "News of a stranger's death is dropped, and who is taken for dead is not told so: it never refutes it, and " +
      "stays dead for whoever believes it.",
    change: {
      rules: {
        takesUnknown: ({ status }) => status === "alive",
        tells: () => false,
        corrects: () => false,
      },
    },
    breaks: "progress",
    foundBy: byStorm("wiped", 1),
  },
  "the accused are not told": {
    words:
      "A member that is taken for dead is never told so, as nobody talks to the dead: when it comes back with an " +
      "empty disk it stays dead.",
    change: { rules: { tells: () => false, corrects: () => false } },
    breaks: "progress",
    foundBy: byStorm("wiped", 1),
  },
  "told a fixed number of times": {
    words:
      "News is told twice by each who has it, however many there are: in a large group it dies out.",
    change: { rules: { limit: () => 2 } },
    breaks: "completeness",
    foundBy: byStorm("many", 2),
  },
  "refutes in the same incarnation": {
    words:
      "A member answers an accusation in the incarnation in which it was accused: nobody believes it.",
    change: { rules: { refutesIn: (_, own) => own } },
    breaks: "refutes",
    foundBy: byInstance("one prober"),
  },
  "others refute": {
    words:
      "Whoever hears from a suspected member raises its incarnation, which only that member may do.",
    change: {
      protocol: {
        upon: {
          ack(s, event, io) {
            const { from } = event, held = standingOf(s, from);
            swim().upon.ack(s, event, io);
            if (held?.status !== "suspect") return;
            const incarnation = held.incarnation + 1;
            hear({ setting: settings, rule: rules }, s, {
              member: from,
              status: "alive",
              incarnation,
              by: from,
            }, io);
          },
        },
      },
    },
    breaks: "own incarnations",
    foundBy: byInstance("one prober"),
  },
};

function sameIncarnation(a: Standing, b: Standing): boolean {
  return a.incarnation === b.incarnation;
}
