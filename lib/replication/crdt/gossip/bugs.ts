/** Mistakes in the gossip of deltas that people make, and what comes of each. @module */

import type { Bug } from "../../../kit/kit.ts";
import type { Rules } from "./rules.ts";

/** The mistakes. */
export const bugs: Readonly<Record<string, Bug<Partial<Rules>>>> = {
  "a name is used again": {
    words:
      "A node that has lost its memory takes its old name: its new events are taken for old ones, and are lost " +
      "(scylladb/scylladb 2169, automerge/automerge 675).",
    change: { newName: (node) => `${node}` },
    breaks: "acknowledged is there",
    foundBy: { by: "storm", storm: "lost memory", seed: 1 },
  },
  "an old session counts": {
    words:
      "An acknowledgement that a node gave before it lost its memory counts: it is never sent what it lacks.",
    change: { counts: () => true },
    breaks: "acknowledged is there",
    foundBy: { by: "instance", instance: "a disk is lost" },
  },
  "deltas for whoever is there": {
    words:
      "A node joins deltas that were meant for who it was before it lost its memory: it has later ones without " +
      "the earlier (as was found while akka/akka-core 22188 was made).",
    change: { isFor: () => true },
    breaks: "no holes",
    foundBy: { by: "storm", storm: "disks are lost", seed: 1 },
  },
  "an acknowledgement is of all there is": {
    words:
      "An acknowledgement is taken for one of all deltas, also of those that were made after the message had left.",
    change: { acked: (_, count) => count },
    breaks: "acknowledged is there",
    foundBy: { by: "instance", instance: "two updates" },
  },
  "nobody is ever another": {
    words:
      "A node does not notice that another has lost its memory: it goes on as if that one had what it once had.",
    change: { notices: () => false },
    breaks: "acknowledged is there",
    foundBy: { by: "storm", storm: "lost memory", seed: 1 },
  },
  "another is met by acknowledgements only": {
    words:
      "What somebody tells does not show that it is another one: who has nothing to tell hears no acknowledgement of " +
      "it, and does not notice.",
    change: { notices: (known, name, by) => by === "ack" && known !== name },
    breaks: "progress",
    foundBy: { by: "storm", storm: "lost in silence", seed: 1 },
  },
  "knows others by their place": {
    words:
      "A delta is not sent to the node that it came from, though that has lost its memory since and is another one.",
    change: { has: (from, node) => from.node === node },
    breaks: "acknowledged is there",
    foundBy: { by: "instance", instance: "a disk is lost" },
  },
  "sent is received": {
    words: "What was sent counts as received: what is lost on the way is never sent again.",
    change: { waitsForAcks: false },
    breaks: "acknowledged is there",
    foundBy: { by: "instance", instance: "two updates" },
  },
  "does not forward": {
    words:
      "A node does not hand on what came from others: those who are cut off from its maker do not get it.",
    change: { forwards: false },
    breaks: "acknowledged is there",
    foundBy: { by: "storm", storm: "no way but over others", seed: 1 },
  },
  "does not save what came": {
    words: "A node acknowledges what it has joined and not saved: after a crash it has not got it.",
    change: { savesOthers: false },
    breaks: "acknowledged is there",
    foundBy: { by: "instance", instance: "a crash" },
  },
  "acknowledges ahead of the disk": {
    words: "An acknowledgement does not wait for the disk: after a crash what it says is not so.",
    change: { acksWhenDurable: false },
    breaks: "acknowledged is there",
    foundBy: { by: "storm", storm: "slow disks", seed: 1 },
  },
  "sends ahead of the disk": {
    words:
      "Deltas leave before they are durable here: after a crash the same numbers are given to other events.",
    change: { sendsWhenDurable: false },
    breaks: "absence is no removal",
    foundBy: { by: "storm", storm: "slow disks", seed: 3 },
  },
  "answers ahead of the disk": {
    words: "A client is told that its update is done before it is durable: a crash undoes it.",
    change: { answersWhenDurable: false },
    breaks: "answered is kept",
    foundBy: { by: "storm", storm: "slow disks", seed: 1 },
  },
  "forgets what one has": {
    words:
      "Deltas are forgotten as soon as anybody has them, and the rest is sent as if it were all.",
    change: { collected: (acked) => Math.max(...acked), fallsBack: false },
    breaks: "acknowledged is there",
    foundBy: { by: "storm", storm: "rain", seed: 2 },
  },
  "sends the last only": {
    words: "Only the last delta is sent: who has missed one before it never gets it.",
    change: { sent: (numbers) => numbers.slice(-1) },
    breaks: "acknowledged is there",
    foundBy: { by: "instance", instance: "two updates" },
  },
  "never all of it": {
    words:
      "Who lacks deltas that are no longer kept is sent what is kept: a node that starts anew never gets the rest.",
    change: { fallsBack: false },
    breaks: "acknowledged is there",
    foundBy: { by: "storm", storm: "small buffers", seed: 1 },
  },
  "each update puts the round off": {
    words:
      "What is new begins the wait for the round anew: whoever is asked more often than there are rounds tells nobody " +
      "anything.",
    change: { keepsRound: false },
    breaks: "told meanwhile",
    foundBy: { by: "storm", storm: "no rest", seed: 1 },
  },
  "never quiet": {
    words: "Rounds go on when nobody lacks anything, and everybody is sent everything for ever.",
    change: { rests: false, lacks: () => true },
    breaks: "quiet in the end",
    foundBy: { by: "storm", storm: "rain", seed: 1 },
  },
};
