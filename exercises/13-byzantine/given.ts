/**
 * What is given: what each part is told, what it may use, and what it must be. There is nothing to fill in here. This file
 * has parts 1 to 3, and the words of all; parts 4 to 7 have theirs in `pbft_parts.ts`, and parts 8 to 11 in
 * `hotstuff_parts.ts`.
 *
 * Nodes are numbered from 0. Of n of them f may lie, where f is the largest whole number with 3f < n; you do not know who. The
 * others are loyal: they run what you write. Who has sent a message is always right (`from`, or who told it), and nothing
 * is lost unless a part says so. But messages come late, overtake each other, and some come twice.
 *
 * A signature is a record: `{ signer, statement }` says that this node has signed that. `sign(io, statement)` makes one, in the name
 * of the node that `io` belongs to, and nothing else does: who writes down by hand what another has not signed forges, and is
 * told so. Whatever signatures you are shown are genuine, and all else about them you must look at yourself. A certificate
 * `{ signers, statement }` says the same of several nodes.
 *
 * @module
 */

import type { Io, NodeId, Protocol } from "hb/model/protocol.ts";
import type { Certificate, Signed } from "hb/security/identity/signed.ts";

export type { Io, NodeId, Protocol, Tagged } from "hb/model/protocol.ts";
export type { Certificate, Signed } from "hb/security/identity/signed.ts";
export type * from "./pbft_parts.ts";
export type * from "./hotstuff_parts.ts";
/** Stands where something is still to be written. */
export { todo } from "hb/grade/todo.ts";
/** Signs a statement in the name of a node: `sign(io, statement)`, or `sign({ self }, statement)` where `self` is your own node. */
export { sign } from "hb/security/identity/signed.ts";
/** Whether two pieces of data are the same, in whatever order their fields stand. */
export { equal } from "hb/model/compare.ts";
/** Copies plain data. */
export { clone } from "hb/model/clone.ts";
export { chiefOf, digestOf, leaderOf, TENURE } from "./digest.ts";

// deno-lint-ignore no-explicit-any -- what an answer keeps is the reader's affair
export type Any = any;

/** Part 1. "attack", "retreat", or anything else. */
export type Order = string;

/** Part 1. One thing that is told: an order, and through whom it has come, the commander first and whoever tells it last. */
export interface Relay {
  readonly path: readonly NodeId[];
  readonly order: Order;
}

/** Part 1. What each general is told at the beginning. */
export interface Army {
  /** How many generals there are, from 4. */
  readonly generals: number;
  /** Who you are. */
  readonly self: NodeId;
  readonly commander: NodeId;
  /** What the commander orders; null if you are not he. */
  readonly order: Order | null;
}

/** Part 1. OM(1), whole; `S` is what a general remembers. */
export interface Generals<S = Any> {
  start(army: Army): S;
  /** What you tell `to`, one of the other generals, in round 1 or 2: a list, which may be empty. Changes nothing. */
  say(s: S, round: 1 | 2, to: NodeId): readonly Relay[];
  /** The round is over, and this is what you were told in it, by who told it. Whoever is not there has said nothing. */
  hear(s: S, round: 1 | 2, told: ReadonlyMap<NodeId, readonly Relay[]>): void;
  /** What you obey; null before you have decided, and if you are the commander. */
  obeys(s: S): Order | null;
}

/** Part 2. One broadcast: the `sequence`-th of this sender, from 1. */
export interface Broadcast {
  readonly sender: NodeId;
  readonly sequence: number;
  readonly payload: string;
}

/** Part 2. The messages. */
export type BroadcastMessage =
  /** A client → its node: broadcast this. */
  | { readonly type: "broadcast"; readonly payload: string }
  /** The sender → all: this is what I say. */
  | Broadcast & { readonly type: "initial" }
  /** A node → all: this is what the sender has told me. */
  | Broadcast & { readonly type: "echo" }
  /** A node → all: no loyal node will deliver anything else of this name. */
  | Broadcast & { readonly type: "ready" };

/** Part 2. Bracha's broadcast, whole. */
export type ReliableBroadcast<S = Any> = () => Protocol<S, BroadcastMessage> & {
  /** What a node shows of itself. */
  view(s: S): {
    /** What it has broadcast itself, in that order. */
    readonly said: readonly string[];
    /** What it has delivered, in that order. */
    readonly log: readonly Broadcast[];
  };
};

/** Part 2. The world of a node of it. */
export type BroadcastIo = Io<BroadcastMessage>;

/** Part 3. What is a quorum, and what shows that there was one. */
export interface Certificates {
  /** f: how many of `n` nodes may lie, n from 1. */
  faults(n: number): number;
  /** How many of `n` nodes are a quorum: the fewest of which any two have somebody loyal in common. */
  quorum(n: number): number;
  /** How many of `n` nodes it takes so that one of them is loyal. */
  weak(n: number): number;
  /** Whether a certificate is one. */
  isCertificate(
    certificate: Certificate<unknown>,
    members: readonly NodeId[],
    quorum: number,
  ): boolean;
  /** A certificate made of what has come; null if none can be. */
  gather(
    votes: readonly Signed<unknown>[],
    members: readonly NodeId[],
    quorum: number,
  ): Certificate<unknown> | null;
}
