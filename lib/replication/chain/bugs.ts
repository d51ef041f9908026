/** Mistakes in chains that people make, and what comes of each. @module */

import type { Bug } from "../../kit/kit.ts";
import type { Change } from "./chain.ts";

/** The mistakes of any chain. */
export const bugs: Readonly<Record<string, Bug<Change>>> = {
  "the head answers": {
    words:
      "The head answers an update when it has it: if the head fails before it has handed it on, the update is lost.",
    change: { rules: { answersAtHead: true } },
    breaks: "no acknowledged update is lost",
    foundBy: { by: "instance", instance: "no failures" },
  },
  "no epochs": {
    words:
      "Servers heed messages of whatever chain: one that has been removed goes on to hand on updates, and to acknowledge them.",
    change: { rules: { heeds: () => true } },
    breaks: "no acknowledged update is lost",
    foundBy: { by: "instance", instance: "one joins" },
  },
  "a removed tail answers": {
    words:
      "The tail answers queries without asking whether it still is the tail: when it has been removed and does not know, " +
      "what it answers is stale (basho/machi, split brain).",
    change: { rules: { counts: false } },
    breaks: "linearizability",
    foundBy: { by: "instance", instance: "the tail is suspected" },
  },
  "masters say what they have seen decided": {
    words:
      "A master answers a beat by the last chain that it has seen decided, and not by the latest in its log: two of three confirm a tail that the third one has removed with the word of one of them.",
    change: { rules: { says: (_, decided) => decided } },
    breaks: "linearizability",
    foundBy: { by: "instance", instance: "a master is cut off" },
  },
  "done twice": {
    words:
      "A client asks again, since the head that it had asked is gone, and the update that the old head had handed on is done " +
      "a second time.",
    change: { rules: { recognises: false } },
    breaks: "linearizability",
    foundBy: { by: "instance", instance: "the head is suspected" },
  },
  "forgets what it answered": {
    words:
      "The objects are handed to who joins without what clients were answered: when it comes to be the head, what is asked " +
      "again is done again.",
    change: { rules: { handsOverReplies: false } },
    breaks: "linearizability",
    foundBy: { by: "storm", storm: "turnover", seed: 4 },
  },
  "removes the middle and sends nothing again": {
    words:
      "The predecessor of a server that is removed does not send its successor what had been on the way: nobody hears of it " +
      "again.",
    change: { rules: { sendsAgain: false } },
    breaks: "progress",
    foundBy: { by: "instance", instance: "the middle is suspected" },
  },
  "takes what comes": {
    words:
      "A server takes the updates that its new predecessor sends, though it lacks some before them: they are lost.",
    change: { rules: { follows: () => true, sendsAgain: false } },
    breaks: "one history",
    foundBy: { by: "instance", instance: "the middle is suspected" },
  },
  "the new tail decides nothing": {
    words:
      "Who becomes the tail waits for acknowledgements that were on their way from the old one: what that one has answered is " +
      "not decided here.",
    change: { rules: { decidesAsTail: false } },
    breaks: "linearizability",
    foundBy: { by: "instance", instance: "the tail is suspected" },
  },
  "acknowledged out of order": {
    words:
      "An acknowledgement applies the update that it names and skips those before it: servers decide different histories.",
    change: { rules: { cleans: (sequence, upTo) => sequence === upTo } },
    breaks: "one history",
    foundBy: { by: "storm", storm: "calm", seed: 1 },
  },
  "Sent is never struck": {
    words:
      "A server keeps what it has handed on, though the tail has it: memory grows without end.",
    change: { rules: { strikes: false } },
    breaks: "Sent is struck",
    foundBy: { by: "instance", instance: "no failures" },
  },
  "the newcomer serves at once": {
    words:
      "A new tail answers as soon as it hears that it is one: what came since it was handed the objects is missing in its answers.",
    change: { rules: { waitsToBeWhole: false } },
    breaks: "no acknowledged update is lost",
    foundBy: { by: "instance", instance: "one joins" },
  },
  "joins empty": {
    words:
      "A server is appended to the chain and filled later: when the others fail first, an empty server is all that is left " +
      "(basho/machi, divergence from CORFU).",
    change: { rules: { joinsAside: false, waitsToBeWhole: false, mayShrink: (left) => left > 0 } },
    breaks: "no acknowledged update is lost",
    foundBy: { by: "instance", instance: "one joins" },
  },
  "left with a newcomer": {
    words:
      "The master removes the only server that has everything, since the newcomer is in the chain already: it waits for ever " +
      "for what it lacks.",
    change: { rules: { mayShrink: (left, heard) => left > 0 && heard > 0 } },
    breaks: "progress",
    foundBy: { by: "storm", storm: "storm", seed: 34 },
  },
  "whole in an earlier chain": {
    words:
      "A server says that it has everything, and is removed; when it joins again, its old word counts, and it comes into the " +
      "chain with nothing.",
    change: { rules: { mayExtend: ({ whole }) => whole } },
    breaks: "no acknowledged update is lost",
    foundBy: { by: "storm", storm: "cuts", seed: 22 },
  },
  "keeps its past": {
    words:
      "A server that was removed joins with what it had: updates that its old chain never decided come back as history.",
    change: { rules: { forgets: "never" } },
    breaks: "update propagation",
    foundBy: { by: "storm", storm: "storm", seed: 3 },
  },
  "forgets until it crashes": {
    words:
      "A server that joins forgets what it had, and does not save that: it crashes, and updates that were never decided come back as history (after CorfuDB PR 1350).",
    change: { rules: { forgets: "until it crashes" } },
    breaks: "update propagation",
    foundBy: { by: "check", check: "reports" },
  },
  "leases are not outwaited": {
    words:
      "Masters put a chain in force while the old tail's lease still lasts: two tails answer, and one of them is stale.",
    change: { rules: { letsLeasesEnd: false } },
    breaks: "linearizability",
    foundBy: { by: "storm", storm: "leases", seed: 1 },
  },
};

/** The mistakes of CRAQ. */
export const craqBugs: Readonly<Record<string, Bug<Change>>> = {
  "serves dirty": {
    words:
      "A server answers with the newest version that it has: the update may never be decided, or be seen here before others see it.",
    change: { rules: { servesDirty: true } },
    breaks: "no dirty answer",
    foundBy: { by: "instance", instance: "no failures" },
  },
  "a removed server answers": {
    words:
      "A server answers what is clean, and takes the old tail's word for what is dirty, without asking whether its chain is still one.",
    change: { rules: { counts: false } },
    breaks: "linearizability",
    foundBy: { by: "instance", instance: "a wrong suspicion" },
  },
  // That a tail's word of an earlier epoch is taken does no harm here: with a new chain, queries that wait are asked
  // anew, under new numbers. Only after a crash do numbers come again.
  "a version of an earlier life": {
    words:
      "The word of the tail is taken whenever it was asked for: before a crash, that was for another query of the same number.",
    change: { rules: { takesVersion: (epoch, own) => epoch === own } },
    breaks: "linearizability",
    foundBy: { by: "instance", instance: "the head comes back" },
  },
  "dirty for ever": {
    words:
      "Who becomes the tail waits for acknowledgements that were on their way from the old one: its dirty versions are never clean.",
    change: { rules: { decidesAsTail: false } },
    breaks: "linearizability",
    foundBy: { by: "instance", instance: "a wrong suspicion" },
  },
  "clean out of order": {
    words:
      "An acknowledgement makes the version clean that it names, and skips those before it: servers decide different histories.",
    change: { rules: { cleans: (sequence, upTo) => sequence === upTo } },
    breaks: "one history",
    foundBy: { by: "storm", storm: "calm", seed: 1 },
  },
  "leases are not outwaited": {
    words:
      "Masters put a chain in force while a removed server's lease still lasts: it answers what was clean in the old one.",
    change: { rules: { letsLeasesEnd: false } },
    breaks: "linearizability",
    foundBy: { by: "storm", storm: "leases", seed: 1 },
  },
};
