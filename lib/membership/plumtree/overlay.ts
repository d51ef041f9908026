/**
 * What Plumtree stands on: something that tells a node its neighbours (the paper's peer sampling service, section
 * 3.2), be it a list, HyParView, or the members that SWIM holds alive.
 *
 * @module
 */

import type { NodeId, Protocol, Tagged } from "../../model/protocol.ts";
import { pow } from "../../model/real/pow.ts";

/**
 * A membership. Neighbourhood must be mutual, at least in the end, and join all nodes. Its messages and timers need
 * types that Plumtree has not.
 */
export interface Overlay<O, M extends Tagged = never, T extends Tagged = never, R = never> {
  /** The protocol that keeps it. */
  readonly protocol: Protocol<O, M, T, R>;
  /**
   * The neighbours of a node, each once, in any order, itself not among them; a few. It is asked after every step of
   * the membership, and should cost no more than to name them; where it costs more, there is `version`.
   */
  neighbours(state: Readonly<O>): readonly NodeId[];
  /** Something else whenever the neighbours may be others: they are asked for only then. Default: after every step. */
  version?(state: Readonly<O>): number | string;
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
 * The neighbours of a node among members whom all know alike, such as those that SWIM holds alive. The members are a ring,
 * by number; each node has the next ones on both sides, and with `degree` links in all, those that lie
 * n^(1/h), n^(2/h) … steps away, where h is half the degree: so that it is about h · n^(1/h) / 2 hops to the farthest.
 * Neighbourhood is mutual wherever two nodes see the same members. It takes the time to sort them.
 */
export function onRing(
  members: readonly NodeId[],
  self: NodeId,
  degree: number,
): readonly NodeId[] {
  const ring = members.toSorted((a, b) => a - b), at = ring.indexOf(self), n = ring.length;
  const ways = Math.max(1, Math.floor(degree / 2)), chosen = new Set<NodeId>();
  for (let way = 0; at >= 0 && way < ways; way++) {
    const step = Math.round(pow(n, way / ways));
    for (const place of [at + step, at + n - step]) chosen.add(ring[place % n]!);
  }
  chosen.delete(self);
  return [...chosen];
}
