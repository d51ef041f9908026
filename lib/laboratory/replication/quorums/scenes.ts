/** Scenes of registers that are kept by quorums: a write and a read, a read that goes back, two halves. @module */

import { sized } from "../../../replicated/quorum/system.ts";
import type { Value } from "../../../replication/register/register.ts";
import { constant, uniform } from "../../../sim/latency.ts";
import { playQuorums, type QuorumPlay, type QuorumPlayed } from "./stage.ts";

/** The scenes by their names. */
export type QuorumScene =
  | "a write and a read"
  | "new and then old"
  | "new and then new"
  | "two halves, half is enough"
  | "two halves, majorities"
  | "two writers at a time";

/** What node 0 writes comes late to the others, and each of two readers hears another node first. */
const inversion: QuorumPlay = {
  asks: [
    { ms: 2, at: 0, type: "write", key: "x", value: "new" },
    { ms: 10, at: 1, type: "read", key: "x" },
    { ms: 35, at: 2, type: "read", key: "x" },
  ],
  settings: { writer: 0 },
  links: [
    { from: 0, to: 2, latency: constant(60) },
    { from: 2, to: 1, latency: constant(12) },
  ],
  faults: [{ kind: "slow", at: 0, forMs: 6, from: 0, to: 1, byMs: 60 }],
  forMs: 56,
};

/** Four nodes, of which two and two hear each other; one is asked to write, and then one of the others to read. */
const halves: QuorumPlay = {
  nodes: 4,
  asks: [
    { ms: 5, at: 0, type: "write", key: "x", value: 7 },
    { ms: 40, at: 3, type: "read", key: "x" },
  ],
  faults: [{ kind: "partition", at: 0, forMs: 100, sides: [[0, 1], [2, 3]] }],
  forMs: 70,
};

const plays: Readonly<Record<QuorumScene, QuorumPlay>> = {
  "a write and a read": {
    nodes: 5,
    latency: uniform(4, 12),
    asks: [
      { ms: 0, at: 0, type: "write", key: "x", value: 7 },
      { ms: 45, at: 4, type: "read", key: "x" },
    ],
    // A seed with which no two messages that leave together look like one that is passed on.
    seed: 106,
    forMs: 75,
  },
  "new and then old": { ...inversion, settings: { writer: 0, writeBack: "never" } },
  "new and then new": inversion,
  "two halves, half is enough": { ...halves, settings: { quorums: sized(2, 2) } },
  "two halves, majorities": halves,
  "two writers at a time": {
    asks: [
      { ms: 0, at: 0, type: "write", key: "x", value: "a" },
      { ms: 0, at: 1, type: "write", key: "x", value: "b" },
      { ms: 30, at: 2, type: "read", key: "x" },
    ],
    forMs: 45,
  },
};

/** Plays a scene. */
export function quorumScene(name: QuorumScene): QuorumPlayed {
  return playQuorums(plays[name]);
}

/** What each operation was answered, in the order in which they were asked; undefined where there was no answer. */
export function answersOf({ history }: QuorumPlayed): readonly (Value | undefined)[] {
  return history.toSorted((a, b) => a.invokedAt - b.invokedAt || a.id - b.id).map(
    ({ outcome, output }) => outcome === "ok" ? output ?? null : undefined,
  );
}
