/**
 * What Plumtree stands on: something that tells a node its neighbours (the paper's peer sampling service, section
 * 3.2), be it a list, HyParView, or the members that SWIM holds alive.
 *
 * @module
 */

import type { NodeId, Protocol, Tagged } from "../../model/protocol.ts";

/**
 * A membership. Neighbourhood must be mutual, at least in the end, and join all nodes. Its messages and timers need
 * types that Plumtree has not.
 */
export interface Overlay<O, M extends Tagged = never, T extends Tagged = never, R = never> {
  /** The protocol that keeps it. */
  readonly protocol: Protocol<O, M, T, R>;
  /**
   * The neighbours of a node, each once, in any order, itself not among them. It is asked after every step of the
   * membership, so it should cost no more than to name them; and be a few.
   */
  neighbours(state: Readonly<O>): readonly NodeId[];
}

/** The state of an overlay that does not change. */
export interface Fixed {
  /** The neighbours. */
  readonly neighbours: readonly NodeId[];
}

/** An overlay that does not change, and does not notice who is down. */
export function fixed(of: (node: NodeId) => readonly NodeId[]): Overlay<Fixed> {
  return {
    protocol: { start: ({ self }) => ({ neighbours: [...of(self)] }), upon: {} },
    neighbours: (state) => state.neighbours,
  };
}

/** What a node is told from outside about its neighbours. */
export type Told =
  /** An operator, or a membership beside → a node: this is a neighbour now. */
  | { readonly type: "neighbourUp"; readonly node: NodeId }
  /** An operator, or a membership beside → a node: this is none any more. */
  | { readonly type: "neighbourDown"; readonly node: NodeId };

/** An overlay that is what somebody outside says, after what it was at the start. */
export function told(of: (node: NodeId) => readonly NodeId[]): Overlay<Fixed, Told> {
  return {
    protocol: {
      start: ({ self }) => ({ neighbours: [...of(self)] }),
      upon: {
        neighbourUp(s, { node }) {
          if (!s.neighbours.includes(node)) change(s, [...s.neighbours, node]);
        },
        neighbourDown(s, { node }) {
          change(s, s.neighbours.filter((each) => each !== node));
        },
      },
    },
    neighbours: (state) => state.neighbours,
  };
}

function change(s: { neighbours: readonly NodeId[] }, neighbours: readonly NodeId[]): void {
  s.neighbours = neighbours;
}

/**
 * The neighbours of a node among members whom all know alike, such as those that SWIM holds alive: on a ring of
 * the members by number, the next ones on both sides, and those that lie 2, 4, 8 … steps away, until there are
 * `degree` of them. Neighbourhood is mutual wherever two nodes see the same members. It takes the members' time.
 */
export function onRing(
  members: readonly NodeId[],
  self: NodeId,
  degree: number,
): readonly NodeId[] {
  const ring = members.toSorted((a, b) => a - b), at = ring.indexOf(self), n = ring.length;
  const chosen = new Set<NodeId>();
  for (let step = 1; at >= 0 && step < n && chosen.size + 2 <= degree; step *= 2) {
    for (const place of [at + step, at + n - step]) chosen.add(ring[place % n]!);
  }
  chosen.delete(self);
  return [...chosen];
}
