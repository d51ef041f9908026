/** The overlay that active views of all nodes make: what promises of storms and experiments speak of. @module */

import type { NodeId } from "../../model/protocol.ts";
import type { State } from "./state.ts";

/** States of nodes; undefined where one is down. */
export type States = readonly (Readonly<State> | undefined)[];

/** The neighbours of each node, as far as it is up, they are, and each is the other's; nobody of one that is down. */
export function mutualLinks(states: States): readonly (readonly NodeId[])[] {
  return states.map((s, node) =>
    (s?.active ?? []).filter((peer) => states[peer]?.active.includes(node))
  );
}

/** The parts into which a graph of the nodes that are up falls, the largest first. */
export function partsOf(
  graph: readonly (readonly NodeId[])[],
  isUp: (node: NodeId) => boolean,
): readonly (readonly NodeId[])[] {
  const known = new Uint8Array(graph.length), parts: NodeId[][] = [];
  for (let node = 0; node < graph.length; node++) {
    if (known[node] === 1 || !isUp(node)) continue;
    const part = [node];
    known[node] = 1;
    for (const each of part) {
      for (const peer of graph[each]!) {
        if (known[peer] === 1 || !isUp(peer)) continue;
        known[peer] = 1;
        part.push(peer);
      }
    }
    parts.push(part);
  }
  return parts.sort((a, b) => b.length - a.length);
}

/** What is not yet as it should be: a link that one end does not know of, a neighbour that is down, nodes out of reach. */
export function whyNoOverlay(states: States): string | undefined {
  for (const [node, s] of states.entries()) {
    for (const peer of s?.active ?? []) {
      const other = states[peer];
      if (other === undefined) return `node ${node} has ${peer} for a neighbour, which is down`;
      if (other.active.includes(node)) continue;
      return `node ${node} has ${peer} for a neighbour, which does not know`;
    }
  }
  const parts = partsOf(mutualLinks(states), (node) => states[node] !== undefined);
  if (parts.length <= 1) return undefined;
  return `there are ${parts.length} parts, such as {${parts.at(-1)!.join(", ")}}`;
}
