/** Mistakes in causal broadcast that people make, and what comes of each. @module */

import type { Bug } from "../../kit/kit.ts";
import type { Rules } from "./rules.ts";

/** The mistakes. */
export const bugs: Readonly<Record<string, Bug<Partial<Rules>>>> = {
  "first in, first out": {
    words:
      "A node looks only at the number of the origin: an answer is delivered before what it answers.",
    change: { isNext: ({ origin, stamp }, delivered) => stamp[origin] === delivered[origin]! + 1 },
    breaks: "causal delivery",
    foundBy: { by: "instance", instance: "an answer" },
  },
  "anything newer": {
    words:
      "A node delivers whatever has a greater number than the last of that origin: what is between is skipped, and is taken for old when it comes.",
    change: {
      isNext: ({ origin, stamp }, delivered) =>
        stamp.every((count, node) =>
          node === origin ? count > delivered[node]! : count <= delivered[node]!
        ),
    },
    breaks: "causal delivery",
    foundBy: { by: "instance", instance: "one after the other" },
  },
  "depends on itself": {
    words:
      "A node takes all entries of a vector for what must come first, the origin's own as well: a broadcast waits for itself.",
    change: { isNext: ({ stamp }, delivered) => stamp.every((n, node) => n <= delivered[node]!) },
    breaks: "nothing waits in vain",
    foundBy: { by: "instance", instance: "one after the other" },
  },
  "counts after it sends": {
    words:
      "A node stamps a broadcast before it counts it: others take the first for old, and each for the one before.",
    change: { stampOf: (delivered) => delivered },
    breaks: "everybody delivers",
    foundBy: { by: "instance", instance: "an answer" },
  },
  "stamps what waits": {
    words:
      "A node's word of what it has counts what has come and waits. When it crashes, what waits is lost, and others have forgotten it.",
    change: {
      row: (delivered, waiting) =>
        delivered.map((count, node) =>
          Math.max(count, ...waiting.map(({ origin, stamp }) => origin === node ? stamp[node]! : 0))
        ),
    },
    breaks: "stable is everywhere",
    foundBy: { by: "instance", instance: "a node comes back" },
  },
  "takes copies": {
    words: "A node does not see that it has had a broadcast: a copy is delivered once more.",
    change: {
      isOld: () => false,
      isNext: ({ origin, stamp }, delivered) =>
        stamp.every((n, node) => n <= delivered[node]! + (node === origin ? 1 : 0)),
    },
    breaks: "no duplication",
    foundBy: { by: "instance", instance: "copies" },
  },
  "keeps copies": {
    words: "A node lets a copy of what it has delivered wait, where it stays for ever.",
    change: { isOld: () => false },
    breaks: "nothing waits in vain",
    foundBy: { by: "instance", instance: "copies" },
  },
  "looks once": {
    words:
      "When something has been delivered, one of those that waited for it is, and the rest wait on.",
    change: { looksAgain: false },
    breaks: "nothing waits in vain",
    foundBy: { by: "instance", instance: "one after the other" },
  },
  "its own are not saved": {
    words:
      "A node that comes back does not know what it has said, and gives its next broadcast a number that is taken.",
    change: { saves: (origin, self) => origin !== self },
    breaks: "no creation",
    foundBy: { by: "instance", instance: "a node comes back" },
  },
  "those of others are not saved": {
    words:
      "A node says that it has delivered something, crashes, and does not have it when it comes back, when all have forgotten it.",
    change: { saves: (origin, self) => origin === self },
    breaks: "stable is everywhere",
    foundBy: { by: "instance", instance: "a node comes back" },
  },
  "only its own are kept": {
    words:
      "Only the origin keeps a broadcast: when it is gone, those who have it do not hand it to those who do not.",
    change: { keeps: (origin, self) => origin === self },
    breaks: "all or none",
    foundBy: { by: "storm", storm: "the origin is gone", seed: 1 },
  },
  "nothing is kept": {
    words: "A broadcast is sent once: whoever does not get it never does.",
    change: { keeps: () => false },
    breaks: "all or none",
    foundBy: { by: "storm", storm: "the origin is gone", seed: 1 },
  },
  "most have it": {
    words: "A broadcast is forgotten when more than half have it: the others never get it.",
    change: { forgets: (counts) => counts.toSorted((a, b) => b - a)[counts.length >> 1]! },
    breaks: "progress",
    foundBy: { by: "storm", storm: "rain", seed: 2 },
  },
  "stable by its own clock": {
    words: "A node takes for stable what it has delivered itself.",
    change: { stableOf: (_, own) => own },
    breaks: "stable is everywhere",
    foundBy: { by: "instance", instance: "an answer" },
  },
  "stable by majority": {
    words: "A node takes for stable what more than half have delivered.",
    change: { stableOf: (counts) => counts.toSorted((a, b) => b - a)[counts.length >> 1]! },
    breaks: "stable is everywhere",
    foundBy: { by: "instance", instance: "an answer" },
  },
  "what all have is stable": {
    words:
      "A node takes for stable what all have delivered, though something that another said before it had is still to come.",
    change: { hasSettled: () => true },
    breaks: "stable is past",
    foundBy: { by: "instance", instance: "an answer" },
  },
  "a joiner is not waited for": {
    words:
      "Who joins is told everything from then on, and nobody waits until it has it: what is lost on the way is forgotten.",
    change: { counts: (isMember, _hasLeft, hasJoined) => isMember && !hasJoined },
    breaks: "stable is everywhere",
    foundBy: { by: "storm", storm: "members come and go", seed: 1 },
  },
  "a joiner brings its own state": {
    words: "Who joins takes over what has been counted, and not what has come of it.",
    change: { takesOver: false },
    breaks: "stable is past",
    foundBy: { by: "storm", storm: "members come and go", seed: 1 },
  },
  "who has left is waited for": {
    words: "A node that has left still counts: nothing is stable any more, and all is kept for it.",
    change: { counts: (isMember, hasLeft) => isMember || hasLeft },
    breaks: "progress",
    foundBy: { by: "storm", storm: "members come and go", seed: 1 },
  },
  "goes at once": {
    words:
      "A node that leaves is gone when it has said so: what it alone had, its last word too, is gone with it.",
    change: { mayGo: () => true },
    breaks: "nothing is left behind",
    foundBy: { by: "storm", storm: "members come and go", seed: 1 },
  },
  "the last word counts": {
    words:
      "What a node said last of what it has, by order of arrival, takes the place of what is known of it: an old word that comes late is believed.",
    change: { heard: (_, row) => row },
    breaks: "stable stays",
    foundBy: { by: "instance", instance: "one after the other" },
  },
};
