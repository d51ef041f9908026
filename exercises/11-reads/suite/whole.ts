/** Reads from an empty page: what is asked of a protocol of which nothing is known but what it shows. @module */

import indexedText from "./indexed.md" with { type: "text" };
import leasedText from "./leased.md" with { type: "text" };
import quorumsText from "./quorums.md" with { type: "text" };
import { type Task, task } from "hb/grade/part.ts";
import type { Answers } from "../answers.ts";
import { cutOff, deposed, executesLater, survives } from "./behind_stories.ts";
import { getX, putX } from "./clients.ts";
import { drifting, free, fromSending, handedOver, lost, otherTerm } from "./lease_stories.ts";
import { oldPeek, oneDecides, rinses, withoutLeader } from "./quorum_stories.ts";
import { searched } from "./searches.ts";
import { afterCrash, indexOnly, oldIndex } from "./follower_stories.ts";
import { elsewhere, fewerRounds, forgets, laterRead, manyReads, ownTerm } from "./stories.ts";
import { plain, stormy } from "./storming.ts";

const file = "whole.ts";

/** Somebody writes at the new one of two leaders, and reads at the old one. */
const twoLeaders = {
  words: "server 0 does not know that server 1 was elected; a write at 1, a read at 0",
  twoLeaders: true,
  asks: [[1, putX("new")], [0, getX]],
  states: 6000,
} as const;

/** Somebody writes, another server is elected, and is read. */
const newLeader = {
  words: "server 1 may be elected; a write at 0, a read at 1",
  stands: true,
  asks: [[0, putX("a")], [1, getX]],
  states: 40_000,
} as const;

/** Somebody writes, and reads at a server that may not have heard. */
const behind = {
  words: "server 0 leads; a write at 0, a read at 2",
  asks: [[0, putX("a")], [2, getX]],
  states: 6000,
} as const;

/** Somebody writes, and two others read, each at another server. */
const twoReaders = {
  words: "server 0 leads; a write at 0, reads at 1 and at 2",
  asks: [[0, putX("a")], [1, getX], [2, getX]],
  states: 20_000,
} as const;

export const indexed: Task<Answers> = {
  file,
  ...task<Answers>(indexedText, (answers, grading) => {
    const reads = plain(answers.indexed);
    for (const way of ["read index", "follower"] as const) {
      elsewhere(reads, way, grading);
      ownTerm(reads, way, grading);
      ownTerm(reads, way, grading, 2);
      searched(reads, way, behind, grading);
      searched(reads, way, twoLeaders, grading);
      searched(reads, way, newLeader, grading);
      searched(reads, way, twoReaders, grading);
      for (const story of [cutOff, deposed, survives, executesLater]) story(reads, way, grading);
      laterRead(reads, way, grading);
      fewerRounds(reads, way, grading);
      manyReads(reads, way, grading);
      forgets(reads, way, grading);
      if (way === "follower") {
        indexOnly(reads, grading);
        oldIndex(reads, grading);
        afterCrash(reads, way, grading);
      }
      stormy(reads, way, 4, grading);
    }
  }),
};

export const leased: Task<Answers> = {
  file,
  ...task<Answers>(leasedText, (answers, grading) => {
    const reads = plain(answers.leased);
    elsewhere(reads, "leader lease", grading);
    searched(reads, "leader lease", twoLeaders, grading);
    laterRead(reads, "leader lease", grading);
    ownTerm(reads, "leader lease", grading);
    ownTerm(reads, "leader lease", grading, 2);
    for (const story of [cutOff, deposed, survives, executesLater]) {
      story(reads, "leader lease", grading);
    }
    for (const story of [free, fromSending, lost, drifting, handedOver, otherTerm]) {
      story(reads, grading);
    }
    fewerRounds(reads, "leader lease", grading);
    manyReads(reads, "leader lease", grading);
    forgets(reads, "leader lease", grading);
    stormy(reads, "leader lease", 4, grading);
  }),
};

export const quorums: Task<Answers> = {
  file,
  ...task<Answers>(quorumsText, (answers, grading) => {
    const reads = plain(answers.quorums);
    withoutLeader(reads, grading);
    oneDecides(reads, grading);
    rinses(reads, grading);
    oldPeek(reads, grading);
    afterCrash(reads, "pqr", grading);
    elsewhere(reads, "pqr", grading);
    searched(reads, "pqr", behind, grading);
    searched(reads, "pqr", newLeader, grading);
    searched(reads, "pqr", twoReaders, grading);
    manyReads(reads, "pqr", grading);
    forgets(reads, "pqr", grading);
    stormy(reads, "pqr", 4, grading);
  }),
};
