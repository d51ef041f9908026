/** Mistakes with changes of membership, and with passing leadership on. @module */

import { latest, votersOnly } from "../configuration.ts";
import { termAt } from "../log.ts";
import { rules } from "../rules.ts";
import { type Bugs, byChaos, byInstance, byStory } from "./bug.ts";

/** Mistakes while members come and go. */
export const memberBugs = {
  "changes before its first commit": {
    words:
      "A change does not wait for an entry of the leader's term (the rule of 2014, mended by Ongaro in " +
      "2015).",
    change: {
      rules: {
        whyNotChange: (s) =>
          latest(s.configurations).index > s.commitIndex ? "a change is under way" : undefined,
      },
    },
    breaks: "leader completeness",
    foundBy: byInstance("two changes at once"),
  },
  "overlapping changes": {
    words: "A change does not wait for the change before.",
    change: {
      rules: {
        whyNotChange: (s) =>
          termAt(s.log, s.commitIndex) === s.term ? undefined : "nothing of this term is committed",
      },
    },
    breaks: "leader completeness",
    foundBy: byChaos(632),
  },
  "change survives truncation": {
    words: "A configuration stays in force when its entry is cut off.",
    change: { rules: { afterTruncation: (configurations) => [...configurations] } },
    breaks: "snapshot agreement",
    foundBy: byChaos(90),
  },
  "change lost in truncation": {
    words: "A configuration goes although its entry stays.",
    change: {
      rules: {
        afterTruncation: (configurations, after) =>
          configurations.filter(({ index }, i) => i === 0 || index < after),
      },
    },
    breaks: "snapshot agreement",
    foundBy: byChaos(1),
  },
  "stays in the joint change": {
    words: "A joint configuration is not left.",
    change: { rules: { followingOn: () => undefined } },
    breaks: "soundness",
    foundBy: byChaos(1),
  },
  "leads on after it has left": {
    words: "A leader that has left the cluster leads on.",
    change: { rules: { stepsDown: () => false } },
    breaks: "soundness",
    foundBy: byChaos(2),
  },
  "changes several at once": {
    words:
      "Several members come and go in one step, so that majorities before and after need not meet.",
    change: {
      rules: {
        change(from, transition, changes) {
          const changed = rules.change(from, transition, changes);
          if (!changed.ok) return changed;
          const { voters, learners, learnersNext } = changed.configuration;
          const all = [...new Set([...learners, ...learnersNext])].sort();
          return { ok: true, configuration: { ...votersOnly(voters), learners: all } };
        },
      },
    },
    breaks: "leader completeness",
    foundBy: byChaos(61, 6),
  },
  "waits for a transfer for ever": {
    words: "A transfer of leadership that comes to nothing does not end.",
    change: { idle: ["transfer"] },
    breaks: "progress",
    foundBy: byStory("transfers"),
  },
} satisfies Bugs;
