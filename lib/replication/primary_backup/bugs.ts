/** Mistakes in primary–backup that people make, and what comes of each. @module */

import type { Bug } from "../../kit/kit.ts";
import type { Change } from "./storms.ts";

/** The mistakes. */
export const bugs: Readonly<Record<string, Bug<Change>>> = {
  "no view numbers": {
    words:
      "Operations and acknowledgements count whatever view they are of: a primary of the past is obeyed by backups.",
    change: { rules: { counts: () => true } },
    breaks: "backups follow",
    foundBy: { by: "instance", instance: "semi-synchronous" },
  },
  "a backup answers": {
    words: "A backup does what clients ask it, and tells nobody: two servers answer.",
    change: { rules: { serves: (role) => role !== "idle" } },
    breaks: "acknowledged is held",
    foundBy: { by: "instance", instance: "two servers" },
  },
  "answers before the backup has it": {
    words:
      "The primary answers at once and sends the operation on: if it fails between, what was answered is lost.",
    change: { rules: { answersAlone: () => true } },
    breaks: "acknowledged is held",
    foundBy: { by: "instance", instance: "two servers" },
  },
  asynchronous: {
    words:
      "No backup need have what is answered, as replication is set up by default in many stores.",
    change: { settings: { acknowledgements: 0 } },
    breaks: "acknowledged is held",
    foundBy: { by: "instance", instance: "two servers" },
  },
  "reads alone": {
    words:
      "The primary answers reads without its backups: one that is cut off, and has been replaced, reads what is old.",
    change: { rules: { answersAlone: (isRead) => isRead }, settings: { reads: "confirmed" } },
    breaks: "linearizability",
    foundBy: { by: "instance", instance: "confirmed reads" },
  },
  "reads what is not acknowledged": {
    words:
      "A confirmed read is answered when the backups have said who is primary, whether they have what it has read or not: if the primary fails, the next reader does not see it.",
    change: { rules: { readWaitsFor: () => 0 }, settings: { reads: "confirmed" } },
    breaks: "acknowledged is held",
    foundBy: { by: "instance", instance: "overtaken" },
  },
  "moves on before it is acknowledged": {
    words:
      "The view service takes any backup for one that has the state: a new one becomes primary that was never sent it.",
    change: { rules: { isHolder: () => true, leadsWithout: true } },
    breaks: "acknowledged is held",
    foundBy: { by: "instance", instance: "a backup comes" },
  },
  "anybody becomes primary": {
    words: "Where no backup is left an idle server becomes primary, with nothing.",
    change: {
      rules: { candidates: (holders, heard) => [...holders, ...heard], leadsWithout: true },
    },
    breaks: "views advance",
    foundBy: { by: "instance", instance: "a backup comes" },
  },
  "acknowledges before the transfer": {
    words:
      "The primary acknowledges its view as soon as it hears of it: its new backup counts as one that has the state.",
    change: { rules: { acknowledges: () => true } },
    breaks: "acknowledged is held",
    foundBy: { by: "instance", instance: "a backup comes" },
  },
  "operations lost during the transfer": {
    words:
      "A backup that has been sent the state is taken to have what was done since: those operations are never sent.",
    change: { rules: { hasWith: (_, primary) => primary } },
    breaks: "acknowledged is held",
    foundBy: { by: "instance", instance: "a backup comes" },
  },
  "sessions are not sent": {
    words:
      "The state goes to a new backup without the clients' sessions: after a failover it does not know what it has done, and does not know the clients.",
    change: { rules: { sessionsFor: () => new Map() } },
    breaks: "same position, same state",
    foundBy: { by: "storm", storm: "crashes", seed: 1 },
  },
  "backups do not keep sessions": {
    words: "A request that comes again after a failover is done again.",
    change: { rules: { admit: () => ({ type: "new" }) } },
    breaks: "linearizability",
    foundBy: { by: "storm", storm: "crashes", seed: 2 },
  },
  "a retry is answered from the session": {
    words:
      "A request that comes again is answered at once, as the primary has done it: its backup may not have it yet.",
    change: { rules: { remembersAloud: true } },
    breaks: "acknowledged is held",
    foundBy: { by: "storm", storm: "cuts", seed: 4 },
  },
  "restarts as if nothing were": {
    words:
      "A primary that has lost its memory goes on in the view in which it was primary, and the view service does not see that it has restarted.",
    change: { rules: { notices: () => true, leadsWithout: true } },
    breaks: "backups follow",
    foundBy: { by: "instance", instance: "a crash" },
  },
  "begins twice": {
    words:
      "A server that crashed begins the first view again when word of it comes late: what it had answered is gone.",
    change: { rules: { mayBegin: () => true } },
    breaks: "acknowledged is held",
    foundBy: { by: "instance", instance: "from nothing" },
  },
  "enters an old view again": {
    words:
      "A server that has restarted with its state is told of a view of the past, in which it was primary and alone.",
    change: { rules: { mayEnter: () => true } },
    breaks: "acknowledged is held",
    foundBy: { by: "check", check: "reports" },
  },
  "counts anew": {
    words:
      "A primary that has restarted with its state answers without the backups for which it has vouched: one of them becomes primary, and lacks what was answered.",
    change: { rules: { countsAtOnce: () => false } },
    breaks: "acknowledged is held",
    foundBy: { by: "check", check: "primary-backup-masters" },
  },
  "promotes the first": {
    words: "Semi-synchronous: any backup becomes primary, and not the one that has most.",
    change: { rules: { isBetter: () => false } },
    breaks: "acknowledged is held",
    foundBy: { by: "instance", instance: "semi-synchronous" },
  },
  "promotes by number alone": {
    words:
      "Semi-synchronous: the backup with most operations becomes primary, though they are of an older view and others had replaced them.",
    change: { rules: { isBetter: (one, other) => one.index > other.index } },
    breaks: "acknowledged is held",
    foundBy: { by: "check", check: "views" },
  },
  "asks too few": {
    words:
      "Semi-synchronous: the best of the backups that could be asked becomes primary, and the one with most was not among them.",
    change: { rules: { quorum: () => 1 } },
    breaks: "acknowledged is held",
    foundBy: { by: "instance", instance: "semi-synchronous" },
  },
  "goes on when sealed": {
    words:
      "Semi-synchronous: a backup says where it stands, and then takes more from the primary that has failed.",
    change: { rules: { goesOn: true } },
    breaks: "acknowledged is held",
    foundBy: { by: "instance", instance: "semi-synchronous" },
  },
  "an empty backup is counted": {
    words:
      "Semi-synchronous: a backup that has lost what it had is one of those that were asked where they stand, and one that has what was answered is not waited for (after vitessio/vitess 21092).",
    change: { rules: { sealCounts: () => true } },
    breaks: "acknowledged is held",
    foundBy: { by: "check", check: "reports" },
  },
  "believes any number": {
    words:
      "A backup is believed that it has more than there is: what is done next is answered, and no backup has it (after apache/rocketmq 3015).",
    change: { rules: { believes: () => true } },
    breaks: "acknowledged is held",
    foundBy: { by: "check", check: "reports" },
  },
  "does again what comes again": {
    words:
      "A backup does all operations that come, and not only those that it lacks (after hazelcast/hazelcast 7759).",
    change: { rules: { skips: () => 0 } },
    breaks: "backups follow",
    foundBy: { by: "storm", storm: "crashes", seed: 1 },
  },
  "the state comes again": {
    words:
      "A backup in step takes a state that comes late, and loses what it has acknowledged since: that is not sent again (after hazelcast/hazelcast 7759).",
    change: { rules: { takesState: () => true } },
    breaks: "progress",
    foundBy: { by: "storm", storm: "cuts", seed: 8 },
  },
  "same number, same state": {
    words:
      "A new primary takes a backup for being in step that has as many operations: it may have others (elastic/elasticsearch 24841).",
    change: { rules: { isInStep: (backup, primary) => backup.index >= primary.index } },
    breaks: "backups follow",
    foundBy: { by: "instance", instance: "three servers" },
  },
  "a failed transfer counts": {
    words:
      "A backup that could make nothing of the state that it was sent says that it has it (elastic/elasticsearch 28534).",
    change: { rules: { forgives: true } },
    breaks: "same position, same state",
    foundBy: { by: "check", check: "reports" },
  },
};
