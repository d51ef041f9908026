/** Scenes of a store in the manner of Dynamo: a put and a get, two carts, and a cut. @module */

import { quorumBugs } from "../../../replication/dynamo/bugs/quorums.ts";
import type { Got } from "../../../replication/dynamo/messages.ts";
import type { Value } from "../../../replication/dynamo/versions/copy.ts";
import { type Play, play, type Played } from "./stage.ts";

/** The scenes by their names. */
export type Scene =
  | "a put and a get"
  | "two carts"
  | "a cut, and a sloppy quorum"
  | "a cut, and a strict quorum"
  | "a hint comes home"
  | "a read goes back"
  | "a tombstone waits"
  | "a tombstone goes too soon";

const cut = (forMs: number) =>
  [{ kind: "partition", at: 50, forMs, sides: [[0, 1], [2, 3, 4]] }] as const;

/** In a cut, nodes 0 and 1 are apart from node 2 and those that stand in. Both sides are asked to write, and then to read. */
const parted: Play = {
  nodes: 5,
  asks: [
    { ms: 0, at: 0, add: "cart", value: "book" },
    { ms: 60, at: 3, change: "cart", value: "book, pen" },
    { ms: 150, at: 0, get: "cart" },
    { ms: 150, at: 3, get: "cart" },
  ],
  faults: cut(300),
  forMs: 260,
};

/** One of two homes is cut off while a key is deleted, and there are no hints; then the two compare. */
const deleted: Play = {
  nodes: 2,
  asks: [
    { ms: 0, at: 0, change: "cart", value: "book" },
    { ms: 40, at: 0, change: "cart", value: null },
    { ms: 90, at: 1, sync: 0 },
    { ms: 125, at: 0, get: "cart" },
  ],
  faults: [{ kind: "partition", at: 35, forMs: 50, sides: [[0], [1]] }],
  settings: {
    ...{ copies: 2, reads: 1, writes: 1, sloppy: false, hints: 0, readRepair: false },
    ...{ patienceMs: 300, sweepMs: 70, graceMs: 10, shape: { branching: 2, depth: 1 } },
  },
  forMs: 139,
};

const plays: Readonly<Record<Scene, Play>> = {
  "a put and a get": {
    nodes: 4,
    asks: [{ ms: 0, at: 2, add: "cart", value: "book" }, { ms: 30, at: 3, get: "cart" }],
    forMs: 60,
  },
  "two carts": {
    nodes: 3,
    asks: [
      { ms: 0, at: 0, change: "cart", value: "book" },
      { ms: 0, at: 1, change: "cart", value: "pen" },
      { ms: 50, at: 2, get: "cart" },
      { ms: 80, at: 2, change: "cart", value: "book, pen" },
      { ms: 130, at: 0, get: "cart" },
    ],
    forMs: 160,
  },
  "a cut, and a sloppy quorum": parted,
  "a cut, and a strict quorum": { ...parted, settings: { sloppy: false } },
  "a hint comes home": {
    nodes: 4,
    asks: [
      // Nobody answers this one in time for all three, so node 0 is taken to be down.
      { ms: 0, at: 3, get: "cart" },
      { ms: 30, at: 3, change: "cart", value: "book" },
      { ms: 100, at: 3, handOn: true },
      { ms: 160, at: 3, handOn: true },
    ],
    faults: [{ kind: "partition", at: 0, forMs: 130, sides: [[0], [1, 2, 3]] }],
    forMs: 190,
  },
  // R + W > N, and yet: a write has come to one replica only. One quorum has it, and the next one does not.
  "a read goes back": {
    nodes: 3,
    asks: [
      { ms: 1, at: 0, add: "cart", value: "book" },
      { ms: 30, at: 1, get: "cart" },
      { ms: 45, at: 1, get: "cart" },
    ],
    faults: [
      { kind: "partition", at: 0, forMs: 20, sides: [[0], [1, 2]] },
      { kind: "slow", at: 0, forMs: 200, from: 2, to: 1, byMs: 40 },
      { kind: "partition", at: 41, forMs: 200, sides: [[0], [1, 2]] },
    ],
    settings: { sloppy: false, patienceMs: 300 },
    forMs: 120,
  },
  "a tombstone waits": deleted,
  "a tombstone goes too soon": {
    ...deleted,
    rules: quorumBugs["a tombstone goes unasked"]!.change.rules!,
  },
};

/** Plays a scene. */
export function scene(name: Scene): Played {
  return play(plays[name]);
}

/** What was asked and what was shown: null where there was no answer, or none that could be given. */
export function shown({ history }: Played): readonly (readonly Value[] | null)[] {
  return history.filter(({ input }) => "get" in (input as object)).map(({ output, outcome }) =>
    outcome === "ok" ? (output as Got).values : null
  );
}
