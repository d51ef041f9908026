/** What goes well as long as numbers are small: of lives, of phases, and of nodes. @module */

import type { Grading } from "hb/grade/part.ts";
import { many } from "hb/grade/said.ts";
import type { Schedule } from "hb/sim/fault.ts";
import { happens, LINK_MS, type Run } from "./store_runs.ts";
import { type Begin, get, set } from "./store_world.ts";

/** All of them. */
export function numbers(begin: Begin, grading: Grading): void {
  for (const [before, after] of [[0, 1], [0, 10], [1, 1]] as const) {
    happens(begin, oldAnswers(before, after), grading);
  }
  for (const run of others) happens(begin, run, grading);
}

/** How often node 0 reads in one life, and each how many ms. */
const READS = 130, EACH_MS = 30;

/**
 * What node 1 answers to the reads of one life comes when a read of a later one is under way: no phase of that has
 * the name of one of those.
 */
function oldAnswers(before: number, after: number): Run {
  const fromMs = 200, toMs = fromMs + READS * EACH_MS, readMs = toMs + 1000;
  const reads = Array.from({ length: READS }, (_, i) => fromMs + i * EACH_MS);
  const lateMs = (at: number) => readMs + 10 * LINK_MS - at;
  const faults: Schedule = [
    ...reads.map((at) =>
      ({ kind: "slow", at, forMs: EACH_MS, from: 1, to: 0, byMs: lateMs(at) }) as const
    ),
    ...Array.from(
      { length: before },
      (_, i) => ({ kind: "crash", at: 100 + 20 * i, node: 0, downMs: 5 }) as const,
    ),
    { kind: "crash", at: toMs + 100, node: 0, downMs: 300 },
    ...Array.from(
      { length: after - 1 },
      (_, i) => ({ kind: "crash", at: toMs + 420 + 20 * i, node: 0, downMs: 5 }) as const,
    ),
    ...[1, 2].map((to) =>
      ({ kind: "slow", at: readMs - 10, forMs: 100, from: 0, to, byMs: 300 }) as const
    ),
  ];
  return {
    words: `three nodes; node 0 writes 1, ${
      before === 0 ? "" : "crashes and is back, "
    }and reads ${READS} times, and what node 1 answers comes late; it crashes ${
      after === 1 ? "" : `${many(after, "time")} `
    }and is back, and node 2 writes 2 meanwhile; node 0 reads again, and the old answers come now`,
    nodes: 3,
    faults,
    asks: [
      { at: 0, node: 0, ask: set("x", 1) },
      ...reads.map((at) => ({ at, node: 0, ask: get("x") })),
      { at: toMs + 150, node: 2, ask: set("x", 2) },
      { at: readMs, node: 0, ask: get("x") },
    ],
    forMs: readMs + 2000,
    againMs: 1500,
  };
}

const slow = (from: number, to: readonly number[]): Schedule =>
  to.map((to) => ({ kind: "slow", at: 0, forMs: 400, from, to, byMs: 700 }) as const);

const others: readonly Run[] = [
  {
    words:
      "three nodes that crash three times, one after the other; each time node 0 writes before, while node 2 is cut off, and " +
      "node 2 reads then",
    nodes: 3,
    faults: [0, 1, 2].flatMap((i) => [
      { kind: "partition", at: 1000 * i, forMs: 300, sides: [[0, 1], [2]] } as const,
      ...[0, 1, 2].map((node) =>
        ({ kind: "crash", at: 1000 * i + 250, node, downMs: 30 }) as const
      ),
      { kind: "partition", at: 1000 * i + 400, forMs: 300, sides: [[0], [1, 2]] } as const,
    ]),
    asks: [0, 1, 2].flatMap((i) => [
      { at: 1000 * i + 20, node: 0, ask: set("x", i) },
      { at: 1000 * i + 450, node: 2, ask: get("x") },
      { at: 1000 * i + 460, node: 0, ask: get("x") },
    ]),
    forMs: 4000,
  },
  {
    words:
      "five nodes; node 4 writes, and only nodes 1 and 2 are told to store it in time; node 0 hears of them and of node 3, and " +
      "of itself late; node 3 reads with nodes 0 and 4",
    nodes: 5,
    faults: [
      // What node 4 has stored, after its question.
      ...[0, 3, 4].map((to) =>
        ({ kind: "slow", at: 15, forMs: 20, from: 4, to, byMs: 900 }) as const
      ),
      ...slow(0, [0, 4]),
      ...slow(3, [1, 2]),
    ],
    asks: [
      { at: 0, node: 4, ask: set("x", 1) },
      { at: 100, node: 0, ask: get("x") },
      { at: 300, node: 3, ask: get("x") },
    ],
    forMs: 3000,
    againMs: 1500,
  },
  {
    words:
      "nine nodes, four of which are cut off from the others; both sides are asked to write, and all read then",
    nodes: 9,
    faults: [{
      kind: "partition",
      at: 0,
      forMs: 600,
      sides: [[0, 1, 2, 3], [4, 5, 6, 7, 8]],
    }],
    asks: [
      { at: 10, node: 4, ask: set("x", 2) },
      { at: 200, node: 0, ask: get("x") },
      { at: 210, node: 1, ask: set("x", 1) },
      { at: 350, node: 5, ask: get("x") },
      ...[0, 8, 4].map((node) => ({ at: 900 + 50 * node, node, ask: get("x") })),
    ],
    forMs: 2500,
  },
  {
    words: "twelve nodes; node 11 writes, then node 0, then node 10, then node 0, and all read",
    nodes: 12,
    asks: [11, 0, 10, 0].flatMap((node, i) => [
      { at: 300 * i, node, ask: set("x", i) },
      { at: 300 * i + 150, node: 5 + i, ask: get("x") },
    ]),
    forMs: 2000,
  },
];
