/**
 * In which order a member probes the others (Das, Gupta and Motivala 2002, *SWIM*, section 4.3): in rounds, each of
 * which visits everybody once, in an order drawn anew. So nobody waits longer than from the beginning of one round
 * to the end of the next, which is 2n − 1 periods with n others.
 *
 * The paper keeps a shuffled list, and puts newcomers at random places. A list costs each of n members n numbers. Here
 * a round is a walk over all numbers of nodes in strides that have no divisor in common with how many there are, so
 * that it comes to each once before it is back at its beginning; who is no member is passed over. Where it begins and
 * how long its strides are is drawn for each round: each node is equally likely to be at each place, newcomers
 * included, and two numbers are all there is to keep. It differs from a list in that the order of one round follows
 * from two of its members, which nothing here rests on.
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";

/** A round that is under way. */
export interface Walk {
  /** Who is next. */
  next: NodeId;
  /** How far it is from one to the next. */
  stride: number;
  /** How many are left in this round. */
  left: number;
}

/** A walk that begins with its first step. */
export function newWalk(): Walk {
  return { next: 0, stride: 1, left: 0 };
}

/**
 * The next that `fits`, of nodes 0 to `nodes` − 1, or undefined if none does. `choose(n)` draws from 0 to n − 1. It
 * looks at as many as lie in between, on average nodes/members.
 */
export function walkOn(
  walk: Walk,
  nodes: number,
  fits: (node: NodeId) => boolean,
  choose: (n: number) => number,
): NodeId | undefined {
  // One who has just been visited may be the last of the next round, and everybody else unfit.
  for (let looks = 2 * nodes; looks > 0; looks--) {
    if (walk.left === 0) beginRound(walk, nodes, choose);
    const node = walk.next;
    walk.next = (node + walk.stride) % nodes;
    walk.left--;
    if (fits(node)) return node;
  }
  return undefined;
}

function beginRound(walk: Walk, nodes: number, choose: (n: number) => number): void {
  walk.left = nodes;
  walk.next = choose(nodes);
  do walk.stride = nodes === 1 ? 1 : 1 + choose(nodes - 1); while (
    commonDivisor(walk.stride, nodes) > 1
  );
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}
