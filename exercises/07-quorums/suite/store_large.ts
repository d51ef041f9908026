/** Larger clusters, in which one node fewer than enough holds what was written. @module */

import type { Grading } from "hb/grade/part.ts";
import type { Schedule } from "hb/sim/fault.ts";
import { happens, type Run } from "./store_runs.ts";
import { type Begin, get, set } from "./store_world.ts";

/** What comes late comes when all that is told of is over. */
const LATE_MS = 600;

/** Requires that one fewer than enough is never enough, though two or three nodes are many. */
export function largeOnes(begin: Begin, grading: Grading): void {
  for (const nodes of [5, 7]) {
    for (const run of [aWrite(nodes), aFastRead(nodes), aStoreBack(nodes)]) {
      happens(begin, run, grading);
    }
  }
}

/** Nodes 0 to `few - 1` hold what node 0 writes; they are one fewer than more than half. */
const fewOf = (nodes: number) => nodes >> 1;

const upTo = (from: number, end: number): number[] =>
  Array.from({ length: end - from }, (_, i) => from + i);

const late = (from: number, to: number, nth: number, latencyMs = LATE_MS) =>
  ({ kind: "delay", from, to, nth, latencyMs }) as const;

const runOf = (
  nodes: number,
  words: string,
  faults: Schedule,
  ...asks: [at: number, node: number][]
): Run => ({
  words: `${nodes === 5 ? "five" : "seven"} nodes; ${words}`,
  nodes,
  faults,
  asks: [
    { at: 0, node: 0, ask: set("x", 1) },
    ...asks.map(([at, node]) => ({ at, node, ask: get("x") })),
  ],
  forMs: 2000,
  againMs: 1500,
});

const listed = (all: readonly number[]) =>
  all.length === 1 ? `node ${all[0]}` : `nodes ${all.slice(0, -1).join(", ")} and ${all.at(-1)}`;

function aWrite(nodes: number): Run {
  const few = fewOf(nodes), last = nodes - 1, others = upTo(few, nodes);
  return runOf(
    nodes,
    `node 0 writes, and what it has ${
      listed(others)
    } store comes late; then node ${last} reads, and what ` +
      `${listed(upTo(0, few))} tell it comes late, too`,
    [
      ...others.map((to) => late(0, to, 2)),
      ...upTo(0, few).map((from) => late(from, last, from === 0 ? 3 : 1)),
    ],
    [100, last],
  );
}

function aFastRead(nodes: number): Run {
  const few = fewOf(nodes), last = nodes - 1, others = upTo(few, nodes);
  return runOf(
    nodes,
    `node 0 writes, and what it has ${listed(others)} store comes late; node 1 reads with ` +
      `${listed([0, ...upTo(2, few + 1)])}, and then node ${last} with ${
        listed(others.slice(0, -1))
      }`,
    [
      ...others.map((to) => late(0, to, 2)),
      ...upTo(few + 1, nodes).map((from) => late(from, 1, 1, 300)),
      late(0, last, 3),
      ...upTo(1, few).map((from) => late(from, last, from === 1 ? 2 : 1)),
    ],
    [40, 1],
    [100, last],
  );
}

function aStoreBack(nodes: number): Run {
  const few = fewOf(nodes), last = nodes - 1, others = upTo(few, nodes);
  return runOf(
    nodes,
    `node 0 writes, and what it has the others store comes late; node 1 reads with ` +
      `${listed([0, ...upTo(2, few + 1)])}, and what it has ${listed(others)} store comes late; ` +
      `then node ${last} reads with ${listed(others.slice(0, -1))}`,
    [
      ...upTo(1, nodes).map((to) => late(0, to, 2)),
      ...upTo(few + 1, nodes).map((from) => late(from, 1, 1, 300)),
      ...others.map((to) => late(1, to, 2)),
      late(0, last, 3),
      ...upTo(1, few).map((from) => late(from, last, from === 1 ? 3 : 1)),
    ],
    [40, 1],
    [100, last],
  );
}
