/**
 * "Each of these before each of those, but nobody before itself", in a linear number of edges. With few
 * of either it is the pairs themselves. Else the latter stand in a row, with passages above and below it:
 * one chain leads to everything up to a place, the other to everything from a place on.
 *
 * @module
 */

import { type GraphBuilder, kind } from "./graph.ts";

/** Transactions that come before, and how each of them does. */
export interface Sources {
  /** The transactions. */
  readonly nodes: readonly number[];
  /** Their kinds of edges. */
  readonly kinds: readonly number[];
}

/** The most pairs that are written out as edges. */
const mostPairs = 12;

/**
 * Adds edges from each source to each target; `version` is what the sources wrote or read, and
 * `after[i]` is what `targets[i]` wrote on top of it. No target occurs twice.
 */
export function addFan(
  graph: GraphBuilder,
  { nodes, kinds }: Sources,
  version: number,
  targets: readonly number[],
  after: readonly number[],
): void {
  if (nodes.length * targets.length <= Math.max(mostPairs, nodes.length, targets.length)) {
    nodes.forEach((source, s) =>
      targets.forEach((target, t) => graph.add(source, target, kinds[s]!, version, after[t]!))
    );
    return;
  }
  const upTo = chain(graph, targets, after);
  const from = chain(graph, targets.toReversed(), after.toReversed()).reverse();
  const places = new Map(targets.map((target, place) => [target, place]));
  nodes.forEach((source, s) => {
    const place = places.get(source);
    const into = place === undefined ? [upTo.at(-1)] : [upTo[place - 1], from[place + 1]];
    for (const passage of into) {
      if (passage !== undefined) graph.add(source, passage, kinds[s]!, version);
    }
  });
}

/** Passages, the i-th of which leads to the targets up to the i-th. */
function chain(graph: GraphBuilder, targets: readonly number[], after: readonly number[]) {
  let previous = -1;
  return targets.map((target, i) => {
    const passage = graph.passage();
    graph.add(passage, target, kind.onward, -1, after[i]!);
    if (previous >= 0) graph.add(passage, previous, kind.onward);
    return previous = passage;
  });
}
