/** Mistakes in Percolator that people make, and what comes of each. @module */

import { type Bug, byStorm, type FoundBy } from "../../kit/kit.ts";
import { PER_MS } from "../oracle/oracle.ts";
import type { Change } from "./bugs/change.ts";

const aPair: FoundBy = { by: "instance", instance: "a pair and a reader" };
const anAsyncPair: FoundBy = { by: "instance", instance: "an asynchronous pair" };

/** Mistakes, by what is wrong. */
export const bugs: Readonly<Record<string, Bug<Change>>> = {
  "secondaries first": {
    words:
      "Other keys are committed before the primary: when that has been rolled back meanwhile, it is too late.",
    change: { rules: { primaryFirst: false } },
    breaks: "all or nothing",
    foundBy: aPair,
  },
  "no write-conflict check": {
    words:
      "A key is locked although somebody has written it since the snapshot: that write is lost.",
    change: { rules: { conflicts: () => false } },
    breaks: "strong snapshot isolation",
    foundBy: { by: "instance", instance: "two append" },
  },
  "reader ignores the lock": {
    words:
      "A lock is not in the way of a reader, and what it locks is committed in the reader's snapshot afterwards.",
    change: { rules: { blocks: () => false } },
    breaks: "strong snapshot isolation",
    foundBy: aPair,
  },
  "a rollback leaves no record": {
    words:
      "A key that is rolled back before its prewrite has come is locked when that comes, and committed.",
    change: { rules: { leavesRecord: false } },
    breaks: "what is decided stays",
    foundBy: aPair,
  },
  "collapsed rollback": {
    words:
      "The record of a rollback of a primary gives way to that of a later one: a late prewrite finds none.",
    change: { rules: { isProtected: () => false } },
    breaks: "all or nothing",
    foundBy: byStorm("hasty", 106),
  },
  "commits at a time from before its locks": {
    words:
      "The timestamp of the commit is asked for before all is locked: readers of later snapshots have been there.",
    change: { rules: { timesAfterLocking: false } },
    breaks: "strong snapshot isolation",
    foundBy: aPair,
  },
  "the oracle goes back": {
    words:
      "The oracle counts from the beginning when it restarts, and gives timestamps that it has given.",
    change: { rules: { oracleFrom: (bound) => ({ last: 0, bound }) } },
    breaks: "time goes on",
    foundBy: { by: "instance", instance: "the oracle restarts" },
  },
  "rolls back what its primary has committed": {
    words:
      "A lock whose primary has none any more is taken for one of a transaction that was rolled back.",
    change: { rules: { commitOf: () => undefined } },
    breaks: "all or nothing",
    foundBy: aPair,
  },
  "counts by the reader's clock": {
    words:
      "Whether a transaction is dead is told by the clock of whoever meets its lock, which may be wrong.",
    change: { rules: { timeOf: (_, nowMs) => Math.floor(nowMs) * PER_MS } },
    breaks: "the living are left alone",
    foundBy: byStorm("wrong clocks"),
  },
  "a scan that is in no snapshot": {
    words: "A scan takes the latest versions of an interval, and not those of its snapshot.",
    change: { rules: { scansAt: () => Infinity } },
    breaks: "no phantoms",
    foundBy: { by: "instance", instance: "a pair and a scan" },
  },
  "commits before what was read": {
    words:
      "An asynchronous commit is after its own snapshot only, and so in snapshots that have been read.",
    change: { rules: { minCommit: (_, start) => start + 1 } },
    breaks: "strong snapshot isolation",
    foundBy: anAsyncPair,
  },
  "forgets what was read": {
    words:
      "A participant that restarts does not know what it has served, and lets others commit before it.",
    change: { rules: { isSynced: () => true } },
    breaks: "strong snapshot isolation",
    foundBy: byStorm("asynchronous", 125),
  },
  "rolls back what may be committed": {
    words:
      "The primary of an asynchronous commit is rolled back because it is old; its application has been told that all is done.",
    change: { rules: { asksSecondaries: false } },
    breaks: "what is decided stays",
    foundBy: anAsyncPair,
  },
  "does not bar": {
    words:
      "A key of an asynchronous commit that is not locked is taken for one that never will be.",
    change: { rules: { bars: false } },
    breaks: "what is decided stays",
    foundBy: anAsyncPair,
  },
  "says aborted too soon": {
    words:
      "A transaction is called aborted when one prewrite was refused; others are on their way, and it is committed.",
    change: { rules: { awaitsRollback: false } },
    breaks: "strong snapshot isolation",
    foundBy: byStorm("all at once", 64),
  },
  "a version takes the place of a rollback": {
    words:
      "A computed commit timestamp is the start of a transaction that was rolled back: its record is overwritten.",
    change: { rules: { overwrites: true } },
    breaks: "what is decided stays",
    foundBy: { by: "instance", instance: "a tie" },
  },
  "one step in several records": {
    words:
      "The versions of a commit in one step are saved one after the other: a crash keeps some of them.",
    change: { rules: { savesAtOnce: false } },
    breaks: "strong snapshot isolation",
    foundBy: byStorm("all at once", 4),
  },
  "collects below locks": {
    words:
      "Old versions are collected while there are locks that began before: nobody knows what has become of them, and they stay.",
    change: { rules: { closesFirst: false } },
    breaks: "progress",
    foundBy: byStorm("collected"),
  },
  "waits for whoever lives": {
    words:
      "Who writes waits for the lock of somebody who lives; two that wait for each other wait for ever.",
    change: { rules: { givesWay: false } },
    breaks: "progress",
    foundBy: byStorm("three participants", 449),
  },
  "asks once": {
    words: "Nobody asks again: a lost message is a transaction that never ends.",
    change: { protocol: { after: { again: () => {} } } },
    breaks: "progress",
    foundBy: byStorm("rain"),
  },
};
