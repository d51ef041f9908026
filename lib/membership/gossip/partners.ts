/**
 * With whom a node gossips: a peer-sampling function. The analyses of epidemics assume that it draws from all
 * other nodes, each as likely as any (Demers et al. 1987, section 1); an overlay knows some of them only.
 *
 * @module
 */

import type { Io, NodeId } from "../../model/protocol.ts";

/** What is needed to draw partners. */
export type SamplingIo = Pick<Io<never>, "self" | "peers" | "choose">;

/** Draws up to so many different partners of a node; fewer where it knows fewer. */
export type PeerSampling = (io: SamplingIo, count: number) => readonly NodeId[];

/** Any other node, each as likely as any: the complete graph. */
export function anyone(io: SamplingIo, count: number): readonly NodeId[] {
  const others = io.peers.length - 1;
  return sample(io, others, count).map((nth) => (io.self + 1 + nth) % io.peers.length);
}

/**
 * The neighbours of a node in an overlay; `neighbours[i]` are those of node `i`.
 *
 * @example A ring
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { overlay } from "hb/membership/gossip/partners.ts";
 *
 * const ring = overlay([[2, 1], [0, 2], [1, 0]]);
 * const io = { self: 1, peers: [0, 1, 2], choose: () => 0 };
 * assertEquals(ring(io, 5), [0, 2]);
 * assertEquals(ring(io, 1), [0]);
 * ```
 */
export function overlay(neighbours: readonly (readonly NodeId[])[]): PeerSampling {
  return (io, count) => {
    const known = neighbours[io.self] ?? [];
    return sample(io, known.length, count).map((nth) => known[nth]!);
  };
}

/** `count` different numbers below `n`, every such set as likely as any (Floyd's algorithm; Bentley 1987). */
function sample(io: SamplingIo, n: number, count: number): readonly number[] {
  if (count >= n) return Array.from({ length: n }, (_, nth) => nth);
  const chosen = new Set<number>();
  for (let last = n - count; last < n; last++) {
    const drawn = io.choose(last + 1);
    chosen.add(chosen.has(drawn) ? last : drawn);
  }
  return [...chosen];
}
