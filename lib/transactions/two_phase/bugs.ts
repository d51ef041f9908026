/** Mistakes in two-phase commit and two-phase locking that people make, and what comes of each. @module */

import { type Bug, byInstance, byStorm } from "../../kit/kit.ts";
import { keyIn, onlyKey } from "../locking/interval.ts";
import type { Change } from "./bugs/change.ts";
import { lateLocks } from "./bugs/late_locks.ts";

/** Mistakes, by what is wrong. */
export const bugs: Readonly<Record<string, Bug<Change>>> = {
  "aborts after yes": {
    words:
      "A participant that has voted yes and hears nothing for long aborts, as it may before: the others commit.",
    change: { rules: { mayAbort: () => true } },
    breaks: "only if all have promised",
    foundBy: byStorm("storm", 13),
  },
  "votes before it is saved": {
    words:
      "A participant votes yes before its disk holds what it is going to write, and crashes: it cannot commit.",
    change: { rules: { voteWaits: "ahead" } },
    breaks: "only if all have promised",
    foundBy: byStorm("storm", 34),
  },
  "decides before it is saved": {
    words:
      "A coordinator tells of a commit before its disk holds it, and crashes: it has promised what it does not know.",
    change: { rules: { decisionWaits: "ahead" } },
    breaks: "strict serializable",
    foundBy: byStorm("restarts", 181),
  },
  "releases its locks when it votes": {
    words:
      "A participant that has voted yes lets go of what it is going to write: others read what was there before.",
    change: { rules: { isKeptAfterVoting: () => false } },
    breaks: "exclusion",
    foundBy: byInstance("two at once"),
  },
  "releases what it has read": {
    words:
      "A lock on what was only read is released at once, before the last lock is taken: locking has no two phases.",
    change: { rules: { isKeptAfterReading: ({ mode }) => mode !== "shared" } },
    breaks: "strict serializable",
    foundBy: byInstance("write skew"),
  },
  "locks what it writes when it votes": {
    words:
      "Participants lock what is to be written when they are asked to prepare. Those that were only read at have voted " +
      "and let go by then, before the last lock is taken.",
    change: lateLocks,
    breaks: "strict serializable",
    foundBy: byStorm("calm", 7),
  },
  "locks only the rows that are there": {
    words:
      "Who scans an interval locks the keys that it finds, and not those between them: others put rows there.",
    change: {
      rules: {
        lockedOf: (interval, found) =>
          keyIn(interval) === undefined ? found.map(onlyKey) : [interval],
      },
    },
    breaks: "no phantoms",
    foundBy: byStorm("scans"),
  },
  "yes to what it does not know": {
    words:
      "A participant that has lost a transaction in a crash votes yes when it is asked: nothing of it is there.",
    change: { rules: { voteOfUnknown: "yes" } },
    breaks: "only if all have promised",
    foundBy: byInstance("two at once"),
  },
  "forgets before all know": {
    words:
      "A coordinator that presumes aborts forgets a commit when it has told of it, and does not wait until all know.",
    change: { rules: { isForgotten: () => true } },
    breaks: "agreement",
    foundBy: byInstance("a crash"),
  },
  "wounds what is prepared": {
    words:
      "Somebody older takes the locks of a transaction that its participant has promised to commit.",
    change: { rules: { mayBeWounded: () => true } },
    breaks: "only if all have promised",
    foundBy: byInstance("two at once"),
  },
  "a new age with each try": {
    words:
      "A transaction that gave way is tried again as the youngest of all, and has to give way again, for ever.",
    change: { rules: { ageOfRetry: (_, now) => now } },
    breaks: "progress",
    foundBy: byStorm("crowd", 9),
  },
  "nothing against deadlocks": {
    words: "Two transactions wait for each other, and nobody does anything about it.",
    change: { settings: { policy: "none" } },
    breaks: "progress",
    foundBy: byStorm("calm"),
  },
  "looks for circles in one place": {
    words:
      "Each participant finds the circles in its own waits-for graph; of one that goes through two nobody knows.",
    change: { settings: { chaseMs: Infinity } },
    breaks: "progress",
    foundBy: byStorm("detection", 2),
  },
  "takes late copies for new": {
    words:
      "Messages name a transaction and not the visit that they are about: late copies of them begin and end it again.",
    change: { rules: { isOf: () => true } },
    breaks: "exclusion",
    foundBy: byStorm("presumed commit", 21),
  },
  "presumes commits, and collects nothing": {
    words:
      "A coordinator that presumes commits does not save whom it asks to prepare: what it has forgotten in a crash " +
      "is committed by those who ask, and by nobody else.",
    change: { rules: { isCollected: () => false } },
    breaks: "agreement",
    foundBy: byInstance("two crashes, commits presumed"),
  },
  "presumes the wrong thing": {
    words:
      "A coordinator that does not acknowledge aborts tells those who ask about one that it was committed.",
    change: { rules: { presumed: () => "commit" } },
    breaks: "agreement",
    foundBy: byInstance("a crash"),
  },
  "tells once": {
    words: "Nobody asks or tells again: one lost message, and a transaction stays where it is.",
    change: { protocol: { after: { again: () => {} } } },
    breaks: "progress",
    foundBy: byStorm("rain"),
  },
  "never asks what became of it": {
    words:
      "A participant waits for the coordinator, which has forgotten the transaction in a crash: its locks stay.",
    change: { protocol: { after: { inquire: () => {} } } },
    breaks: "progress",
    foundBy: byStorm("storm"),
  },
};
