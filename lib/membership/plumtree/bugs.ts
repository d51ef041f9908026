/** Mistakes in Plumtree that people make, and what comes of each. @module */

import type { Bug } from "../../kit/kit.ts";
import type { Rules } from "./rules.ts";

/** The mistakes. */
export const bugs: Readonly<Record<string, Bug<Partial<Rules>>>> = {
  "never grafts": {
    words:
      "A node that hears of a payload waits for it for ever: when a branch breaks, all behind it hear nothing more.",
    change: { patienceMs: () => undefined },
    breaks: "everybody delivers",
    foundBy: { by: "instance", instance: "a branch breaks" },
  },
  "grafts at once": {
    words:
      "A node grafts as soon as it hears of a payload, which is merely slower than word of it: the tree is made " +
      "anew with every broadcast (basho/riak_core 371).",
    change: { patienceMs: () => 0 },
    breaks: "no needless message",
    foundBy: { by: "storm", storm: "calm", seed: 1 },
  },
  "prunes on first receipt": {
    words: "A node prunes the link that brought a payload first: no branch is left.",
    change: { prunes: () => true },
    breaks: "spanning tree",
    foundBy: { by: "storm", storm: "calm", seed: 1 },
  },
  "never prunes": {
    words:
      "A node keeps links that bring nothing but duplicates: every broadcast floods the overlay.",
    change: { prunes: () => false },
    breaks: "spanning tree",
    foundBy: { by: "storm", storm: "calm", seed: 1 },
  },
  "prunes its parent": {
    words:
      "A node prunes for any duplicate, as in the paper: when several broadcasts are under way, each neighbour is " +
      "second with one of them, and all links are cut (basho/riak_core 378).",
    change: { prunes: ({ isNew }) => !isNew, holdsOnTo: () => false },
    breaks: "a branch for all",
    foundBy: { by: "storm", storm: "burst", seed: 1 },
  },
  "eager at one end": {
    words:
      "A node prunes a link while something new is under way on it, and makes it eager again without a word, as in the " +
      "paper: the other end heeds the prune, and no branch is left.",
    change: { takesBack: false },
    breaks: "a branch for all",
    foundBy: { by: "storm", storm: "many at once", seed: 2 },
  },
  "forgets that it waits": {
    words:
      "A payload comes, and the timer that waited for it goes on: the node grafts what it has had.",
    change: { settles: false },
    breaks: "waits for what it lacks",
    foundBy: { by: "instance", instance: "a branch breaks" },
  },
  "waits for what it has had": {
    words: "A node that hears of a payload which it has had grafts it all the same.",
    change: { lacks: () => true },
    breaks: "waits for what it lacks",
    foundBy: { by: "instance", instance: "a branch breaks" },
  },
  "a graft makes no branch": {
    words:
      "Who is grafted sends the payload and leaves the link lazy: each later broadcast has to be waited for and grafted.",
    change: { graftsBack: false },
    breaks: "spanning tree",
    foundBy: { by: "storm", storm: "a branch breaks", seed: 1 },
  },
  "announces to nobody": {
    words: "No word goes over lazy links: who has lost its branch does not notice.",
    change: { announcedTo: () => [] },
    breaks: "everybody delivers",
    foundBy: { by: "instance", instance: "a branch breaks" },
  },
  "keeps a dead neighbour": {
    words: "A neighbour that is gone keeps its link, and payloads go to nobody.",
    change: { lets: false },
    breaks: "links to neighbours",
    foundBy: { by: "storm", storm: "a branch breaks", seed: 1 },
  },
  "asks only one": {
    words: "When the first who announced a payload does not answer, nobody else is asked.",
    change: { nextAnnouncers: () => [] },
    breaks: "everybody delivers",
    foundBy: { by: "instance", instance: "two announcers" },
  },
  "announces what it has dropped": {
    words:
      "Announcements that wait to leave name payloads that are no longer held: who asks for them gets nothing.",
    change: { strikes: false },
    breaks: "announces what it holds",
    foundBy: { by: "instance", instance: "one payload" },
  },
  "forgets too soon": {
    words:
      "An id is forgotten with its payload while others still hold theirs: what they announce is delivered again " +
      "(ChainSafe/js-libp2p-gossipsub 161).",
    change: { knownMs: () => 1, isOver: () => false },
    breaks: "at most once",
    foundBy: { by: "storm", storm: "short lives", seed: 1 },
  },
  "age begins anew": {
    words:
      "A payload is as young as when it came to each node that hands it on: it lives for ever, and comes back to " +
      "those who have forgotten it.",
    change: { ageMs: () => 0, isOver: () => false },
    breaks: "at most once",
    foundBy: { by: "storm", storm: "short lives", seed: 1 },
  },
  "a sleeper brings it back": {
    words:
      "A node sleeps for longer than a broadcast is remembered, and then takes and hands on what has waited for it: " +
      "others are handed it again (libp2p/go-libp2p-pubsub 524).",
    change: { isOver: () => false },
    breaks: "at most once",
    foundBy: { by: "storm", storm: "a long sleep", seed: 1 },
  },
  "an id is used again": {
    words:
      "A node that comes back counts its broadcasts from the start: the new ones bear the ids of old ones, and who " +
      "has had these takes them for duplicates.",
    change: { begins: () => 0 },
    breaks: "no creation",
    foundBy: { by: "instance", instance: "a node comes back" },
  },
};
