/** Mistakes with entries: how they are taken, kept and committed. @module */

import { lastIndex, termAt } from "../log.ts";
import { rules } from "../rules.ts";
import { type Bugs, byChaos, byInstance, byPlain, byScenario } from "./bug.ts";

/** Mistakes after which logs differ, or what was committed is lost. */
export const logBugs = {
  "no consistency check": {
    words:
      "Followers append without looking at what comes before: logs that differ are never made alike.",
    change: { rules: { agrees: (log, previous) => previous.index <= lastIndex(log) } },
    breaks: "log matching",
    foundBy: byPlain(90),
  },
  "compacted counts as missing": {
    words: "What is compacted is taken for missing, and asked for again and again.",
    change: {
      rules: { agrees: (log, { index, term }) => termAt(log, index) === term },
    },
    breaks: "progress",
    foundBy: byScenario("SnapshotInstall"),
  },
  "cuts what matches": {
    words: "Followers cut what is there already: a late message takes committed entries away.",
    change: { rules: { alreadyThere: () => 0 } },
    breaks: "handlers do not throw",
    foundBy: byScenario("ConcurrentStarts"),
  },
  "keeps what conflicts": {
    words: "Followers keep entries of another term where the leader has its own.",
    change: {
      rules: {
        alreadyThere: (log, { index }, entries) =>
          Math.min(entries.length, Math.max(0, lastIndex(log) - index)),
      },
    },
    breaks: "state-machine safety",
    foundBy: byScenario("Rejoin"),
  },
  "vouches for its whole log": {
    words: "Followers say, and commit, that their whole log agrees with the leader's.",
    change: { rules: { agreedUntil: (log) => lastIndex(log) } },
    breaks: "state-machine safety",
    foundBy: byScenario("Backup"),
  },
  "commits more than it has": {
    words: "Followers commit up to where the leader has, whether they have the entries or not.",
    change: {
      rules: { followerCommit: (commitIndex, leaderCommit) => Math.max(commitIndex, leaderCommit) },
    },
    breaks: "handlers do not throw",
    foundBy: byScenario("Rejoin"),
  },
  "followers commit nothing": {
    words: "Followers commit nothing, and so apply nothing.",
    change: { rules: { followerCommit: (commitIndex) => commitIndex } },
    breaks: "progress",
    foundBy: byScenario("BasicAgree"),
  },
  "leaders commit nothing": {
    words: "Leaders commit nothing.",
    change: { rules: { mayCommit: () => false } },
    breaks: "progress",
    foundBy: byScenario("BasicAgree"),
  },
  "commits older terms by counting": {
    words:
      "Entries of older terms are committed by counting replicas, and overwritten by the next leader " +
      "(Figure 3.7 of the dissertation).",
    change: { rules: { mayCommit: () => true } },
    breaks: "leader completeness",
    foundBy: byInstance("Figure 3.7"),
  },
  "one server is a quorum": {
    words: "An entry is committed when one server has it.",
    change: {
      rules: { quorumIndex: ({ voters }, reached) => Math.max(...voters.map(reached)) },
    },
    breaks: "leader completeness",
    foundBy: byPlain(11),
  },
  "new half commits alone": {
    words: "The outgoing half of a joint configuration is not counted.",
    change: {
      rules: { quorumIndex: (c, reached) => rules.quorumIndex({ ...c, outgoing: [] }, reached) },
    },
    breaks: "leader completeness",
    foundBy: byChaos(334),
  },
  "all must have it": {
    words: "All voters must have an entry, so one that is down stops all.",
    change: {
      rules: { quorumIndex: ({ voters }, reached) => Math.min(...voters.map(reached)) },
    },
    breaks: "progress",
    foundBy: byScenario("FollowerFailure"),
  },
} satisfies Bugs;
