/** What has bitten stores like this one, each in the shortest run that shows it. @module */

import type { Grading } from "hb/grade/part.ts";
import { happens, type Run } from "./store_runs.ts";
import { type Begin, get, set } from "./store_world.ts";

const late = (from: number, to: number, nth: number, latencyMs: number) =>
  ({ kind: "delay", from, to, nth, latencyMs }) as const;

/** All of them. */
export function stories(begin: Begin, grading: Grading): void {
  for (const run of all) happens(begin, run, grading);
}

const all: readonly Run[] = [
  {
    words:
      "three nodes; node 0 is asked to write, and what it has the others store comes late; node 1 reads with node " +
      "0, and then node 2 with node 1",
    nodes: 3,
    faults: [late(0, 1, 2, 600), late(0, 2, 2, 600), late(2, 1, 1, 300), late(0, 2, 3, 600)],
    asks: [
      { at: 0, node: 0, ask: set("x", 1) },
      { at: 40, node: 1, ask: get("x") },
      { at: 90, node: 2, ask: get("x") },
    ],
    forMs: 2000,
    againMs: 1500,
  },
  {
    words:
      "three nodes; two are asked to write at once, what they write overtakes each other, and all read, twice",
    nodes: 3,
    faults: [late(0, 1, 2, 40), late(1, 0, 3, 40), late(0, 2, 2, 30)],
    asks: [
      { at: 0, node: 0, ask: set("x", 1) },
      { at: 0, node: 1, ask: set("x", 2) },
      ...[200, 300].flatMap((at) =>
        [0, 1, 2].map((node) => ({ at: at + 20 * node, node, ask: get("x") }))
      ),
    ],
    forMs: 1500,
  },
  {
    words:
      "three nodes; a write is answered while node 2 is cut off; then all crash, and are back; then node 0 is cut off, " +
      "and node 2 reads",
    nodes: 3,
    faults: [
      { kind: "partition", at: 0, forMs: 300, sides: [[0, 1], [2]] },
      ...[0, 1, 2].map((node) => ({ kind: "crash", at: 200, node, downMs: 50 }) as const),
      { kind: "partition", at: 300, forMs: 5000, sides: [[0], [1, 2]] },
    ],
    asks: [{ at: 10, node: 0, ask: set("x", 1) }, { at: 400, node: 2, ask: get("x") }],
    forMs: 2000,
  },
  {
    words:
      "three nodes; node 0 reads, the answers come late, and it crashes and is back; others write meanwhile while it is " +
      "cut off; it reads again, and the old answers come now",
    nodes: 3,
    faults: [
      late(1, 0, 1, 1000),
      late(2, 0, 1, 1000),
      { kind: "crash", at: 21, node: 0, downMs: 20 },
      { kind: "partition", at: 60, forMs: 300, sides: [[0], [1, 2]] },
    ],
    asks: [
      { at: 0, node: 0, ask: get("x") },
      { at: 100, node: 1, ask: set("x", 1) },
      { at: 995, node: 0, ask: get("x") },
    ],
    forMs: 2500,
    againMs: 400,
    answeredFrom: 50,
  },
  {
    words:
      "three nodes; node 0 is asked to write 1, tells node 1 alone, and crashes; it is back, cut off from node 1, is " +
      "asked to write 2, and reads; then node 1 reads, cut off from node 0, and then node 2, cut off from node 1",
    nodes: 3,
    faults: [
      late(0, 2, 2, 3000),
      { kind: "crash", at: 25, node: 0, downMs: 20 },
      { kind: "partition", at: 60, forMs: 300, sides: [[0, 2], [1]] },
      { kind: "partition", at: 360, forMs: 300, sides: [[0], [1, 2]] },
      { kind: "partition", at: 660, forMs: 1000, sides: [[0, 2], [1]] },
    ],
    asks: [
      { at: 0, node: 0, ask: set("x", 1) },
      { at: 100, node: 0, ask: set("x", 2) },
      { at: 200, node: 0, ask: get("x") },
      { at: 400, node: 1, ask: get("x") },
      { at: 700, node: 2, ask: get("x") },
    ],
    forMs: 2500,
    answeredFrom: 50,
  },
  {
    words: "four nodes, cut in halves, each of which is asked to write; then all read",
    nodes: 4,
    faults: [{ kind: "partition", at: 0, forMs: 400, sides: [[0, 1], [2, 3]] }],
    asks: [
      { at: 10, node: 0, ask: set("x", 1) },
      { at: 150, node: 2, ask: get("x") },
      { at: 160, node: 3, ask: set("x", 2) },
      { at: 220, node: 1, ask: get("x") },
      ...[0, 1, 2, 3].map((node) => ({ at: 700 + 50 * node, node, ask: get("x") })),
    ],
    forMs: 2000,
  },
  {
    words:
      "three nodes; node 0 writes, and what it has itself and node 2 store comes late; node 2 reads with node 0",
    nodes: 3,
    faults: [late(0, 0, 3, 600), late(0, 2, 2, 600), late(1, 2, 1, 600)],
    asks: [{ at: 0, node: 0, ask: set("x", 1) }, { at: 100, node: 2, ask: get("x") }],
    forMs: 2500,
    againMs: 1500,
  },
  {
    words:
      "three nodes; node 0 writes 1, and what it has node 1 store comes late; node 1 reads with node 0, and what it " +
      "has itself and node 2 store comes late, too; node 2 writes 2 meanwhile, and then another client reads at node 1",
    nodes: 3,
    faults: [
      late(0, 1, 2, 900),
      late(2, 1, 1, 300),
      late(1, 1, 3, 400),
      late(1, 2, 2, 400),
    ],
    asks: [
      { at: 0, node: 0, ask: set("x", 1) },
      { at: 40, node: 1, ask: get("x") },
      { at: 100, node: 2, ask: set("x", 2) },
      { at: 200, node: 1, ask: get("x") },
    ],
    forMs: 2500,
    againMs: 1500,
  },
  {
    words: "two nodes; one is down when the other is asked to write, and is back after a while",
    nodes: 2,
    faults: [{ kind: "crash", at: 0, node: 1, downMs: 1500 }],
    asks: [{ at: 10, node: 0, ask: set("x", 1) }, { at: 3000, node: 1, ask: get("x") }],
    forMs: 4000,
  },
  {
    words:
      "three nodes; node 0 writes, and what it has the others store comes late; node 1 reads with node 0, and what it " +
      "has itself and node 2 store comes late, too; node 2 reads with node 1",
    nodes: 3,
    faults: [
      late(0, 1, 2, 600),
      late(0, 2, 2, 600),
      late(2, 1, 1, 300),
      late(0, 2, 3, 600),
      late(1, 1, 3, 400),
      late(1, 2, 2, 400),
    ],
    asks: [
      { at: 0, node: 0, ask: set("x", 1) },
      { at: 40, node: 1, ask: get("x") },
      { at: 90, node: 2, ask: get("x") },
    ],
    forMs: 2500,
    againMs: 1500,
  },
  {
    words:
      "three nodes; two clients of node 0 write at once, and node 1 is told of both in another order than node 2; " +
      "both read in turn",
    nodes: 3,
    faults: [late(0, 1, 3, 40)],
    asks: [
      { at: 0, node: 0, ask: set("x", 1) },
      { at: 0, node: 0, ask: set("x", 2) },
      ...[200, 300, 400, 500].map((at, i) => ({ at, node: 1 + i % 2, ask: get("x") })),
    ],
    forMs: 1500,
  },
  {
    words:
      "seven nodes, three of which are cut off from the others; both sides are asked to write, and all read then",
    nodes: 7,
    faults: [{ kind: "partition", at: 0, forMs: 600, sides: [[0, 1, 2], [3, 4, 5, 6]] }],
    asks: [
      { at: 10, node: 3, ask: set("x", 2) },
      { at: 200, node: 0, ask: get("x") },
      { at: 210, node: 1, ask: set("x", 1) },
      { at: 350, node: 5, ask: get("x") },
      ...[0, 6, 3].map((node) => ({ at: 900 + 50 * node, node, ask: get("x") })),
    ],
    forMs: 2500,
  },
];
