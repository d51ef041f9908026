/** The decisions that the gossip of deltas rests on, one by one, so that each can be made wrongly. @module */

import type { NodeId } from "../../../model/protocol.ts";
import type { Replica } from "../crdt.ts";
import type { Origin, Peer } from "./state.ts";

/** The rules. */
export interface Rules {
  /** The name of a node that remembers nothing. */
  readonly newName: (node: NodeId, drawn: number) => Replica;
  /** Whether an acknowledgement counts: those of this session do. */
  readonly counts: (session: number, current: number) => boolean;
  /** Whether deltas are for this replica. */
  readonly isFor: (receiver: Replica | null, self: Replica) => boolean;
  /** What an acknowledgement says is there: the last delta that was sent in the message, and not what came since. */
  readonly acked: (upTo: number, count: number) => number;
  /** Whether a peer who says this, and whose name is not as known, is another one. */
  readonly notices: (known: Replica, name: Replica, by: "deltas" | "ack") => boolean;
  /** Whether what somebody is sent counts as received only when they say so. */
  readonly waitsForAcks: boolean;
  /** Whether who is known as `name` at this node sent a delta, and so has it. */
  readonly has: (from: Origin, node: NodeId, name: Replica) => boolean;
  /** Whether what came from others is kept for those who lack it. */
  readonly forwards: boolean;
  /** Whether what came from others is saved. */
  readonly savesOthers: boolean;
  /** Whether what is sent waits until it is durable here. */
  readonly sendsWhenDurable: boolean;
  /** Whether an acknowledgement waits until what it says is durable. */
  readonly acksWhenDurable: boolean;
  /** Whether a client's answer waits until its update is durable. */
  readonly answersWhenDurable: boolean;
  /** Which deltas everybody has: those up to the least that is acknowledged. */
  readonly collected: (acked: readonly number[]) => number;
  /** Which of the buffered deltas are sent to who lacks these. */
  readonly sent: (numbers: readonly number[]) => readonly number[];
  /** Whether who lacks more than what is buffered is sent the whole state. */
  readonly fallsBack: boolean;
  /** Whether a round that is to come is left alone when there is more to tell. */
  readonly keepsRound: boolean;
  /** Whether a round is over for good when nobody lacks anything. */
  readonly rests: boolean;
  /** The peers that lack something. */
  readonly lacks: (peer: Peer | undefined, count: number) => boolean;
}

/**
 * As in Almeida, Shoker and Baquero 2018, algorithm 2, but for this. There, a replica's count of deltas is durable and
 * acknowledgements are forgotten in a crash; here the count begins anew, and what a peer acknowledges belongs to a
 * session, the number of which is durable. So nothing that a node said before it lost its memory, or that was said to a
 * node before it crashed, is taken for what is so now. What came from a node is not sent back to it (Enes, Almeida,
 * Baquero and Leitão 2019, *Efficient synchronization of state-based CRDTs*, ICDE).
 */
export const rules: Rules = {
  newName: (node, drawn) => `${node}.${drawn}`,
  counts: (session, current) => session === current,
  isFor: (receiver, self) => receiver === null || receiver === self,
  acked: (upTo) => upTo,
  notices: (known, name) => known !== name,
  waitsForAcks: true,
  // Not who is at the same node: it may have lost its memory since.
  has: (from, _, name) => from.name === name,
  forwards: true,
  savesOthers: true,
  sendsWhenDurable: true,
  acksWhenDurable: true,
  answersWhenDurable: true,
  collected: (acked) => Math.min(...acked),
  sent: (numbers) => numbers,
  fallsBack: true,
  keepsRound: true,
  rests: true,
  lacks: (peer, count) => peer === undefined || peer.name === null || peer.acked < count,
};
