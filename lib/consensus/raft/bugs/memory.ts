/** Mistakes with what outlives a crash, with snapshots and sessions. @module */

import { rules } from "../rules.ts";
import { type Bugs, byChaos, byScenario } from "./bug.ts";

/** Mistakes after which something is forgotten, or done again. */
export const memoryBugs = {
  "entries not saved": {
    words: "Entries are not saved: what was acknowledged is gone after a crash.",
    change: { rules: { saveEntries: () => [] } },
    breaks: "leader completeness",
    foundBy: byScenario("Persist1"),
  },
  "snapshots not saved": {
    words: "Snapshots are not saved, though what they hold is gone from the log.",
    change: { rules: { saveSnapshot: () => [] } },
    breaks: "handlers do not throw",
    foundBy: byScenario("SnapshotInstall"),
  },
  "base not saved": {
    words: "Where the log begins is not saved with a snapshot.",
    change: {
      rules: {
        saveSnapshot: (snapshot) => [{ type: "snapshot", snapshot, base: { index: 0, term: 0 } }],
      },
    },
    breaks: "handlers do not throw",
    foundBy: byScenario("SnapshotBasic"),
  },
  "snapshots without sessions": {
    words: "Snapshots have no sessions: a request that comes again is executed again.",
    change: { rules: { capture: (s) => ({ ...rules.capture(s), sessions: new Map() }) } },
    breaks: "linearizability",
    foundBy: byChaos(37),
  },
  "snapshots of old members": {
    words: "Snapshots have the configuration of the snapshot before.",
    change: { rules: { capture: (s) => ({ ...rules.capture(s), placed: s.snapshot.placed }) } },
    breaks: "soundness",
    foundBy: byChaos(1),
  },
  "snapshots of the wrong term": {
    words: "Snapshots have the term of the server, not of the entry.",
    change: {
      rules: {
        capture: (s) => ({ ...rules.capture(s), last: { index: s.lastApplied, term: s.term } }),
      },
    },
    breaks: "state-machine safety",
    foundBy: byChaos(12),
  },
  "installs old snapshots": {
    words: "A snapshot that is older than the state replaces it.",
    change: { rules: { isNews: () => true } },
    breaks: "soundness",
    foundBy: byChaos(368),
  },
  "installs no snapshots": {
    words: "No snapshot is installed: who lacks what is compacted lacks it for ever.",
    change: { rules: { isNews: () => false } },
    breaks: "progress",
    foundBy: byScenario("SnapshotInstall"),
  },
  "snapshots take the rest away": {
    words: "A snapshot takes the entries after it away, too.",
    change: { rules: { rebase: (_, base) => ({ base, entries: [] }) } },
    breaks: "leader append-only",
    foundBy: byChaos(2),
  },
  "never compacts": {
    words: "Logs are not compacted.",
    change: { rules: { isSnapshotDue: () => false } },
    breaks: "progress",
    foundBy: byScenario("SnapshotBasic"),
  },
  "executes again": {
    words: "A request that comes again is executed again.",
    change: { rules: { admit: () => ({ type: "new" }) } },
    breaks: "linearizability",
    foundBy: byChaos(1),
  },
} satisfies Bugs;
