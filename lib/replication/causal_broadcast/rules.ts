/** The decisions that causal broadcast rests on, one by one, so that each can be made wrongly. @module */

import { merge, tick, type Vector } from "../../clocks/vector.ts";
import type { NodeId } from "../../model/protocol.ts";
import type { Broadcast } from "./messages.ts";

/** The rules. */
export interface Rules {
  /** The stamp of what a node says that has delivered so many of each. */
  readonly stampOf: (delivered: Vector, self: NodeId) => Vector;
  /** Whether a broadcast has been delivered already. */
  readonly isOld: (broadcast: Broadcast<unknown>, delivered: Vector) => boolean;
  /** Whether a node that has delivered so many of each may deliver it now. */
  readonly isNext: (broadcast: Broadcast<unknown>, delivered: Vector) => boolean;
  /** Whether, when something has been delivered, all that waits is looked at until nothing more can be. */
  readonly looksAgain: boolean;
  /** Which broadcasts are saved when they are delivered. */
  readonly saves: (origin: NodeId, self: NodeId) => boolean;
  /** What a node says that it has, given what it has delivered and what waits. */
  readonly row: (delivered: Vector, waiting: readonly Broadcast<unknown>[]) => Vector;
  /** What is known of a node of which so much was known and this is heard. */
  readonly heard: (known: Vector, row: Vector) => Vector;
  /** Whether a node keeps what it has delivered until all have it. */
  readonly keeps: (origin: NodeId, self: NodeId) => boolean;
  /** How many of a node's broadcasts need not be kept, given how many of them each node is known to have. */
  readonly forgets: (counts: readonly number[]) => number;
  /** Whether all that a node had said, when it said what it had, has been delivered here. */
  readonly hasSettled: (row: Vector, node: NodeId, delivered: Vector) => boolean;
  /** Whether a node counts for what may be forgotten and what is stable, given whether it is a member, has left, or has joined. */
  readonly counts: (isMember: boolean, hasLeft: boolean, hasJoined: boolean) => boolean;
  /** Whether a node that leaves may go, given whether all others are known to have its last word. */
  readonly mayGo: (allHave: boolean) => boolean;
  /** Whether a node that joins takes over the state of the member that lets it in. */
  readonly takesOver: boolean;
  /** How many of a node's broadcasts are stable, given how many of them each node had; the own count is `own`. */
  readonly stableOf: (counts: readonly number[], own: number) => number;
}

/**
 * Delivery is that of Birman, Schiper and Stephenson 1991 (their CBCAST protocol): a broadcast is next when it
 * is the next of its origin, and all others that its origin had delivered have been delivered here.
 *
 * What all have delivered need not be kept (Wuu and Bernstein 1984). That it is *stable* is more: nothing that
 * is concurrent to it will be delivered here any more (causal stability, Baquero, Almeida and Shoker 2014).
 * A node's word that it has delivered something can overtake what the same node said before it had. So such a word
 * counts only when all that the node had said by then has been delivered here.
 */
export const rules: Rules = {
  stampOf: (delivered, self) => tick(delivered, self),
  isOld: ({ origin, stamp }, delivered) => stamp[origin]! <= delivered[origin]!,
  isNext: ({ origin, stamp }, delivered) =>
    stamp.every((count, node) =>
      node === origin ? count === delivered[node]! + 1 : count <= delivered[node]!
    ),
  looksAgain: true,
  saves: () => true,
  row: (delivered) => [...delivered],
  heard: merge,
  keeps: () => true,
  forgets: (counts) => Math.min(...counts),
  hasSettled: (row, node, delivered) => row[node]! <= delivered[node]!,
  counts: (isMember) => isMember,
  mayGo: (allHave) => allHave,
  takesOver: true,
  stableOf: (counts) => Math.min(...counts),
};
