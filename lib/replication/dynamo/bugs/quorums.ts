/** Mistakes in counting answers, in hints and in repair. @module */

import type { Bug } from "../../../kit/kit.ts";
import { NOTHING } from "../versions/copy.ts";
import type { Change } from "./change.ts";

/** Mistakes, by what is wrong. */
export const quorumBugs: Readonly<Record<string, Bug<Change>>> = {
  "one copy is enough": {
    words: "A put is answered when the coordinator alone has it, whatever W is.",
    change: {
      rules: { isEnough: (answers, needed, kind) => answers >= (kind === "write" ? 1 : needed) },
    },
    breaks: "enough copies",
    foundBy: { by: "instance", instance: "no room" },
  },
  "the first answer is enough": {
    words: "A get is answered with what the first replica knows, whatever R is.",
    change: {
      rules: { isEnough: (answers, needed, kind) => answers >= (kind === "read" ? 1 : needed) },
    },
    breaks: "quorums meet",
    foundBy: { by: "storm", storm: "strict", seed: 1 },
  },
  "hints count toward W": {
    words: "In a strict quorum a hint counts as a copy, and nobody who reads asks there.",
    change: { rules: { strictCounts: (kind) => kind === "write" } },
    breaks: "quorums meet",
    foundBy: { by: "storm", storm: "strict", seed: 10 },
  },
  "hints count toward R": {
    words:
      "In a strict quorum a stand-in counts as a replica that has been read, and knows nothing.",
    change: { rules: { strictCounts: (kind) => kind === "read" } },
    breaks: "quorums meet",
    foundBy: { by: "instance", instance: "only homes" },
  },
  "silence counts": {
    words:
      "A read that failed counts to R as one that found nothing (leofs 589): a get is answered that should have failed.",
    change: { rules: { silenceCounts: () => true } },
    breaks: "quorums meet",
    foundBy: { by: "instance", instance: "only homes" },
  },
  "handed on unasked": {
    words:
      "A node hands on a put before it knows whether the other is there, and gives it to the next one when it hears nothing: both " +
      "write it, and who replaces the one write does not replace the other.",
    change: { rules: { asksBeforeHanding: () => false } },
    breaks: "siblings are concurrent",
    foundBy: { by: "instance", instance: "a stand-in" },
  },
  "answers for what it refused": {
    words: "A stand-in that has no room for another hint says that it has stored it.",
    change: { rules: { claimsRefused: () => true } },
    breaks: "enough copies",
    foundBy: { by: "instance", instance: "no room" },
  },
  "copies are not durable": {
    words: "Replicas keep copies in memory only: a crash takes what was answered.",
    change: {
      rules: {
        saved: (record) =>
          record.type === "copy" && record.home === null ? { ...record, copy: null } : record,
      },
    },
    breaks: "enough copies",
    foundBy: { by: "instance", instance: "a crash" },
  },
  "a hint goes when it is sent": {
    words: "A stand-in gives up a hint when it has sent it, and what is lost on the way is lost.",
    change: { rules: { dropsSent: () => true } },
    breaks: "nothing vanishes",
    foundBy: { by: "instance", instance: "a stand-in crashes" },
  },
  "any receipt is for all": {
    words:
      "A stand-in gives up a hint when the home has taken an earlier state of it: what has come in between is lost.",
    change: { rules: { isDelivered: () => true } },
    breaks: "progress",
    foundBy: { by: "storm", storm: "hints", seed: 7 },
  },
  "hints are not durable": {
    words: "Hints are kept in memory only: a crash of the stand-in takes what it had answered for.",
    change: {
      rules: { saved: (record) => record.type === "copy" && record.home !== null ? null : record },
    },
    breaks: "nothing vanishes",
    foundBy: { by: "instance", instance: "a stand-in crashes" },
  },
  "a stand-in sleeps after a restart": {
    words: "A node that has restarted does not hand on the hints that it still has (riak_kv 847).",
    change: { rules: { wakes: () => false } },
    breaks: "progress",
    foundBy: { by: "storm", storm: "rain", seed: 2 },
  },
  "read repair with the own copy": {
    words:
      "Replicas are mended with what the coordinator of the get itself knows, which may be the least of all: they stay as they are.",
    change: { rules: { mendedWith: (_all, own) => own ?? NOTHING } },
    breaks: "progress",
    foundBy: { by: "storm", storm: "mended", seed: 1 },
  },
  "read repair stops at R": {
    words:
      "Only replicas among the first R to answer are mended: those that are always slower stay behind.",
    change: { rules: { mends: () => true } },
    breaks: "progress",
    foundBy: { by: "storm", storm: "mended", seed: 1 },
  },
  "leaves with its hints": {
    words: "A node that leaves says that it is done while it still has hints (scylladb 20558).",
    change: { rules: { handsOnBeforeLeaving: () => false } },
    breaks: "nothing is left behind",
    foundBy: { by: "instance", instance: "a stand-in leaves" },
  },
  "hints for who is gone are dropped": {
    words:
      "When a node is gone for good, hints for it are thrown away (scylladb 19835), and not kept for who takes its place.",
    change: { rules: { inherits: () => false } },
    breaks: "nothing vanishes",
    foundBy: { by: "instance", instance: "a home is gone" },
  },
  "absence is taken for deletion": {
    words: "In a comparison, a key that the partner does not have is deleted.",
    change: { rules: { isAbsenceDeletion: () => true } },
    breaks: "nothing vanishes",
    foundBy: { by: "instance", instance: "a comparison" },
  },
  "a page is taken for the leaf": {
    words: "Of a leaf that is larger than a message only the first page is exchanged, each time.",
    change: { rules: { turnsPages: () => false } },
    breaks: "progress",
    foundBy: { by: "storm", storm: "pages", seed: 3 },
  },
  "a deletion leaves nothing": {
    words: "A deleted key is forgotten at once, and comes back from whoever still has it.",
    change: { rules: { forgetsAtOnce: () => true } },
    breaks: "never back",
    foundBy: { by: "storm", storm: "graves", seed: 2 },
  },
  "a tombstone goes unasked": {
    words:
      "A replica forgets a tombstone after a time, though others may not have it (scylladb 3560): it goes round for ever, or " +
      "what was deleted comes back.",
    change: { rules: { asksBeforePurge: () => false } },
    breaks: "never back",
    foundBy: { by: "storm", storm: "graves", seed: 9 },
  },
  "a tombstone goes before a hint": {
    words:
      "Tombstones are forgotten when all replicas have them, and a hint that is older comes after that (scylladb 23712).",
    change: { rules: { hintsCount: () => false } },
    breaks: "never back",
    foundBy: { by: "storm", storm: "graves", seed: 21 },
  },
};
