/** Overlays that are lists: who is whose neighbour, drawn once. @module */

import type { NodeId } from "../../model/protocol.ts";

/** The neighbours of each node. */
export type Graph = readonly (readonly NodeId[])[];

/** How often a part of a graph is drawn before it is given up: of few nodes some degrees are rare. */
const DRAWS = 10_000;

/**
 * A graph in which each node has `degree` neighbours and every node can be reached: random rings through all nodes,
 * and for an odd degree a random matching besides, none of which share a link. Not every regular graph is as likely as
 * any other, but distances and the chance to fall apart are those of random ones. `below(n)` draws from 0 to n − 1.
 */
export function regular(nodes: number, degree: number, below: (n: number) => number): Graph {
  const fits = Number.isInteger(degree) && degree >= 2 && degree < nodes &&
    nodes * degree % 2 === 0;
  if (!fits) {
    throw new RangeError(
      `Cannot draw a regular graph because its degree must be from 2 to nodes − 1, and one of the two even: ` +
        `given ${nodes} nodes of degree ${degree}`,
    );
  }
  const graph: Set<NodeId>[] = Array.from({ length: nodes }, () => new Set());
  for (let ring = 0; ring < Math.floor(degree / 2); ring++) {
    add(graph, () => {
      const order = shuffled(nodes, below);
      return order.map((node, i) => [node, order[(i + 1) % nodes]!]);
    });
  }
  if (degree % 2 === 1) {
    add(graph, () => {
      const order = shuffled(nodes, below);
      return Array.from({ length: nodes / 2 }, (_, i) => [order[2 * i]!, order[2 * i + 1]!]);
    });
  }
  return graph.map((neighbours) => [...neighbours].sort((a, b) => a - b));
}

type Link = readonly [NodeId, NodeId];

/** Adds links that are not there yet, all of them or none. */
function add(graph: readonly Set<NodeId>[], draw: () => readonly Link[]): void {
  for (let i = 0; i < DRAWS; i++) {
    const links = draw();
    if (links.some(([a, b]) => graph[a]!.has(b))) continue;
    for (const [a, b] of links) {
      graph[a]!.add(b);
      graph[b]!.add(a);
    }
    return;
  }
  throw new RangeError(
    `Cannot draw a regular graph because its parts must share no link: given ${DRAWS} draws that did`,
  );
}

function shuffled(nodes: number, below: (n: number) => number): NodeId[] {
  const order = Array.from({ length: nodes }, (_, node) => node);
  for (let i = nodes - 1; i > 0; i--) {
    const j = below(i + 1);
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}
