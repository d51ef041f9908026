/** Mistakes in HyParView that people make, and what comes of each. @module */

import type { Bug } from "../../kit/kit.ts";
import type { Rules } from "./rules.ts";

/** The mistakes. */
export const bugs: Readonly<Record<string, Bug<Partial<Rules>>>> = {
  "no promotion": {
    words:
      "When a neighbour goes, nobody of the passive view takes its place: the overlay falls apart " +
      "(hashicorp/hyparview 4).",
    change: { promotes: false },
    breaks: "progress",
    foundBy: { by: "storm", storm: "mass failure", seed: 1 },
  },
  "who is dropped is not told": {
    words:
      "A node drops a neighbour and leaves the link as it is, over which nothing ever says so: the other goes on as a " +
      "neighbour of nobody.",
    change: { tells: false, corrects: false, isDead: () => false },
    breaks: "progress",
    foundBy: { by: "storm", storm: "calm", seed: 1 },
  },
  "walks without end": {
    words:
      "A newcomer is passed on whatever its walk has left: walks never end, and it finds no neighbours by them.",
    change: { walkEnds: (_, neighbours) => neighbours <= 1 },
    breaks: "quiet",
    foundBy: { by: "storm", storm: "calm", seed: 1 },
  },
  "knows itself": {
    words: "A node that is named to itself takes itself into its passive view.",
    change: { mayBePassive: (node, _, active) => !active.includes(node) },
    breaks: "views apart",
    foundBy: { by: "storm", storm: "calm", seed: 1 },
  },
  "neighbours are passive as well": {
    words:
      "A neighbour that is named is taken into the passive view: when it dies, it is to take its own place.",
    change: { mayBePassive: (node, self) => node !== self },
    breaks: "views apart",
    foundBy: { by: "storm", storm: "calm", seed: 1 },
  },
  "one neighbour too many": {
    words: "A view is taken to be full when it has more than it may have.",
    change: { isFull: (neighbours, most) => neighbours > most },
    breaks: "views bounded",
    foundBy: { by: "instance", instance: "three nodes" },
  },
  "no neighbour is ever dead": {
    words: "Silence says nothing: neighbours that have crashed keep their places.",
    change: { isDead: () => false },
    breaks: "progress",
    foundBy: { by: "storm", storm: "mass failure", seed: 1 },
  },
  "refuses the needy": {
    words: "Who is full refuses whoever asks, also a node that has nobody.",
    change: { accepts: (_, full) => !full },
    breaks: "progress",
    foundBy: { by: "storm", storm: "an island", seed: 1 },
  },
  "asks the dead again": {
    words:
      "Who does not answer stays in the passive view: a node that knows only dead ones asks them for ever.",
    change: { forgets: false },
    breaks: "progress",
    foundBy: { by: "storm", storm: "known to nobody", seed: 1 },
  },
  "joins but once": {
    words: "A node whose join is lost, or that has lost all whom it knew, does not join again.",
    change: { rejoins: false },
    breaks: "progress",
    foundBy: { by: "storm", storm: "rain", seed: 1 },
  },
  "an island stays one": {
    words:
      "A node that has some neighbours asks for more politely, and is refused by all others, which have enough: a few " +
      "nodes that have only each other stay alone (lasp-lang/partisan 75).",
    change: { priority: (neighbours) => neighbours === 0 ? "high" : "low" },
    breaks: "progress",
    foundBy: { by: "storm", storm: "an island", seed: 1 },
  },
};
