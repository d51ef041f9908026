/** The part of a state space where something good is due and has not happened yet. @module */

import type { Search } from "./search.ts";
import { type Holds, Successors } from "./space.ts";

/** A graph of states; its nodes are numbered from 0. */
export interface Region {
  /** The state that each node is. */
  readonly states: readonly number[];
  /** The node from which each was reached, or −1 where the good became due. */
  readonly parents: readonly number[];
  /** Steps within the region: the node that each leads to. */
  readonly edges: readonly (readonly Edge[])[];
  /** The classes of fair steps that could be taken at each node, wherever they lead. */
  readonly enabled: readonly ReadonlySet<number>[];
}

/** A step within a region. */
export interface Edge {
  /** The node it leads to. */
  readonly to: number;
  /** Its class of fairness, or −1. */
  readonly fairness: number;
}

/** The classes that must be taken even if they are only enabled again and again. */
export type IsStrong = (fairness: number) => boolean;

/** All states that can be reached from one where `from` holds without passing one where `to` does. */
export function region<State, Action>(
  search: Search<State, Action>,
  from: Holds,
  to: Holds,
): Region {
  const { space, states: all } = search;
  const states: number[] = [], parents: number[] = [], edges: Edge[][] = [];
  const enabled: Set<number>[] = [];
  const nodes = new Map<number, number>();
  const enter = (state: number, parent: number): number => {
    const known = nodes.get(state);
    if (known !== undefined) return known;
    nodes.set(state, states.length);
    parents.push(parent);
    return states.push(state) - 1;
  };
  const tuple = new Int32Array(space.width);
  for (let state = 0; state < all.size; state++) {
    all.read(state, tuple);
    if (from(tuple, 0) && !to(tuple, 0)) enter(state, -1);
  }
  const out = new Successors(space.width);
  for (let node = 0; node < states.length; node++) {
    out.count = 0;
    all.read(states[node]!, tuple);
    space.expand(tuple, out);
    const steps: Edge[] = [], classes = new Set<number>();
    for (let k = 0; k < out.count; k++) {
      const at = k * space.width;
      if (same(tuple, out.words, at)) continue; // a step that changes nothing is no step
      const fairness = space.fairness(out.labels[k]!);
      if (fairness >= 0) classes.add(fairness);
      // A state outside the boundary makes a step possible, but leads nowhere that was explored.
      if (space.within?.(out.words, at) === false || to(out.words, at)) continue;
      const next = -1 - all.add(out.words, at);
      steps.push({ to: enter(next, node), fairness });
    }
    edges.push(steps);
    enabled.push(classes);
  }
  return { states, parents, edges, enabled };
}

function same(tuple: Int32Array, words: Int32Array, at: number): boolean {
  return tuple.every((number, place) => number === words[at + place]);
}
