/**
 * A document that two notebooks edit while they are cut off from each other. Each has two replicas, which hear each other all
 * the time. Then the link heals.
 *
 * @module
 */

import { constant } from "../../../model/latency.ts";
import type { Trace } from "../../../model/trace.ts";
import type { Message, Saved, Timer } from "../../../replication/causal_broadcast/messages.ts";
import { bugs } from "../../../replication/crdt/text/bugs.ts";
import { fugue } from "../../../replication/crdt/sequence/sequence.ts";
import { keptOf, type Sequence } from "../../../replication/crdt/sequence/state.ts";
import { invariants } from "../../../replication/crdt/text/invariants.ts";
import { sharedText, type TextState } from "../../../replication/crdt/text/text.ts";
import type { Edit, Operation } from "../../../replication/crdt/sequence/operation.ts";
import { World } from "../../../sim/world.ts";

/** What the replicas have at one time. */
export interface Moment {
  /** When, in ms. */
  readonly at: number;
  /** The texts of all four. */
  readonly texts: readonly string[];
  /** How many deleted elements each keeps. */
  readonly kept: readonly number[];
}

/** What came of it. */
export interface TwoNotebooks {
  /** What happened. */
  readonly trace: Trace;
  /** Before the cut, at its end, and when all is quiet. */
  readonly moments: readonly Moment[];
  /** The property that broke, if one did. */
  readonly broken: string | undefined;
}

/** When the link breaks, when it heals, and when the run is over, in ms. */
export const TWO_NOTEBOOKS_MS = { cut: 100, heal: 400, end: 1000 } as const;

const put = (at: number, text: string): Edit => ({ type: "insert", at, text });
const cut = (at: number, count: number): Edit => ({ type: "delete", at, count });

/** What is typed where, and when: before the cut, and during it in both notebooks. */
const typed: readonly { readonly node: number; readonly at: number; readonly edit: Edit }[] = [
  { node: 0, at: 10, edit: put(0, "the cat sat") },
  { node: 0, at: 150, edit: put(4, "black ") },
  { node: 1, at: 250, edit: cut(13, 4) },
  { node: 1, at: 300, edit: put(13, " sleeps") },
  { node: 2, at: 200, edit: put(4, "old ") },
  { node: 3, at: 260, edit: cut(8, 3) },
  { node: 3, at: 310, edit: put(8, "dog") },
];

/** Nodes 0 and 1 are one notebook, and 2 and 3 the other. With a mistake of the kit, or without. */
export function twoNotebooks(bug?: string): TwoNotebooks {
  const change = bug === undefined ? undefined : bugs[bug]?.change;
  if (bug !== undefined && change === undefined) {
    throw new RangeError(`Cannot break a text because its bug must be of the kit: given "${bug}"`);
  }
  const { cut, heal, end } = TWO_NOTEBOOKS_MS;
  const world = new World<TextState, Message<Operation>, Timer, Saved<Sequence, Operation>>({
    protocol: sharedText({ beatMs: 30 }, change),
    nodes: 4,
    network: { latency: constant(8) },
    faults: [{ kind: "partition", at: cut, forMs: heal - cut, sides: [[0, 1], [2, 3]] }],
    clients: {
      workload: [0, 1, 2, 3].map((node) =>
        typed.filter((each) => each.node === node).map(({ at, edit }) => ({
          at,
          input: { type: "update", update: edit },
        }))
      ),
      ask: (input) => ({ type: "ask", input }),
      link: "local",
    },
    invariants,
    seed: 1,
    states: true,
  });
  const moments = [cut, heal, end].map((at): Moment => {
    world.run(at - world.now);
    const apps = world.states.flatMap((s) => s === undefined ? [] : [s.app]);
    return {
      at,
      texts: apps.map((app) => fugue.value(app)),
      kept: apps.map((app) => keptOf(app).deleted),
    };
  });
  return { trace: world.trace, moments, broken: world.violation?.invariant };
}
