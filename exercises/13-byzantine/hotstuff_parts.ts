/** Parts 8 to 11: chained HotStuff, piece by piece and then whole. There is nothing to fill in here. @module */

import type { NodeId, Protocol } from "hb/model/protocol.ts";
import type { Certificate, Signed } from "hb/security/identity/signed.ts";
import type { Any } from "./given.ts";
import type { Cluster, Reply, Request } from "./pbft_parts.ts";

/** The name of a block: `digestOf(block)`; that of the block that all begin with, which nobody has proposed, is "genesis". */
export type BlockId = string;

/** A block. */
export interface Block {
  /** In which view it was proposed, from 1. */
  readonly view: number;
  readonly parent: BlockId;
  /** Why it may follow its parent: a quorum has voted for that. For "genesis", `signers` is empty and the view is 0. */
  readonly justify: QuorumCertificate;
  readonly commands: readonly Signed<Request>[];
}

/** What a replica signs when it votes for a block. */
export interface BlockVote {
  readonly kind: "vote";
  readonly cluster: string;
  /** The view of the block. */
  readonly view: number;
  readonly block: BlockId;
}

/** A quorum has voted for a block. */
export type QuorumCertificate = Certificate<BlockVote>;

/** What a replica signs that wants to go to a view. */
export interface Wish {
  readonly kind: "wish";
  readonly cluster: string;
  readonly wish: number;
}

/** A quorum wants to go to a view. */
export type Entrance = Certificate<Wish>;

/** Part 8. */
export interface SafetyRules extends Cluster {
  readonly self: NodeId;
}

/** Part 8. The world. */
export interface SafetyIo {
  readonly self: NodeId;
  send(to: NodeId, message: { readonly type: "vote"; readonly vote: Signed<BlockVote> }): void;
  /** This block is decided; all below it have been told before it. Each once. */
  committed(block: BlockId): void;
}

/** Part 8. */
export interface Safety<S = Any> {
  start(rules: SafetyRules): S;
  /** Somebody proposes a block. */
  proposal(s: S, from: NodeId, block: Block, io: SafetyIo): void;
  /** Somebody shows a certificate. */
  certificate(s: S, certificate: QuorumCertificate, io: SafetyIo): void;
}

/** Part 9. */
export interface PacemakerRules extends Cluster {
  readonly self: NodeId;
  /** How long a view may bring nothing, if the one before it brought something. */
  readonly viewMs: number;
}

/** Part 9. What replicas say to each other. */
export type PaceMessage =
  | { readonly type: "wish"; readonly wish: Signed<Wish> }
  | { readonly type: "entrance"; readonly entrance: Entrance };

/** Part 9. The world. */
export interface PaceIo {
  readonly self: NodeId;
  send(to: NodeId, message: PaceMessage): void;
  /** The view is this from now on. */
  enter(view: number): void;
  /** `overdue` is to be called so much later; what was to be is not. */
  wait(ms: number): void;
}

/** Part 9. */
export interface Pacemaker<S = Any> {
  /** It begins in view 1, of which `io.enter` need not be told. */
  start(rules: PacemakerRules, io: PaceIo): S;
  /** The view has brought nothing for too long. */
  overdue(s: S, io: PaceIo): void;
  wish(s: S, wish: Signed<Wish>, io: PaceIo): void;
  entrance(s: S, entrance: Entrance, io: PaceIo): void;
  /** A block of this view is certified, as you have seen for yourself. */
  certified(s: S, view: number, io: PaceIo): void;
}

/** Part 10. What convicts somebody, by two votes of its own. */
export interface Charge {
  readonly culprit: NodeId;
  readonly crime: "two votes" | "against the lock";
  /** The two votes, that of the lower view first; of one view, in any order. */
  readonly evidence: readonly [Signed<BlockVote>, Signed<BlockVote>];
}

/** Part 10. Whom these votes convict: of each culprit one charge, in any order. `blocks` are those that are known. */
export type Guilt = (
  cluster: Cluster,
  blocks: readonly Block[],
  votes: readonly Signed<BlockVote>[],
) => readonly Charge[];

/** Part 11. What replicas, and clients, say to each other. */
export type WholeMessage =
  /** A client → all replicas, again and again until it has a result. */
  | { readonly type: "request"; readonly request: Signed<Request> }
  /** A replica → the client: `result` is how many commands have been executed with this one. */
  | Reply & { readonly type: "reply" }
  /** A leader → all: vote for this. `entrance` is why the view has begun; null: the block's certificate is of the view before. */
  | { readonly type: "proposal"; readonly block: Block; readonly entrance: Entrance | null }
  /** A replica → the leader of the next view. */
  | { readonly type: "vote"; readonly vote: Signed<BlockVote> }
  /** A replica → all: let us go to this view; this is the highest certificate that I know. */
  | {
    readonly type: "wish";
    readonly wish: Signed<Wish>;
    readonly high: QuorumCertificate;
    /** Why you are in the view in which you are, if wishes have led there. */
    readonly entrance: Entrance | null;
  }
  /** A leader who has nothing to propose → all; a replica → one who knows only earlier ones: this is certified. */
  | { readonly type: "certified"; readonly certificate: QuorumCertificate }
  /** A replica → others: I lack this block. */
  | { readonly type: "fetch"; readonly block: BlockId }
  /** The answer: the block. */
  | { readonly type: "block"; readonly block: Block };

/** Part 11. */
export interface WholeRules extends Cluster {
  /** How long a view may bring nothing, if the one before it brought something. */
  readonly viewMs: number;
}

/** Part 11. What a replica shows of itself. */
export interface WholeView {
  readonly view: number;
  /** The last block that it has voted for; null: none. */
  readonly voted: { readonly view: number; readonly block: BlockId } | null;
  /** All blocks that it has committed, one on top of the other, without "genesis". */
  readonly committed: readonly BlockId[];
  /** The commands that it has executed, in their order, each with who has asked for it. */
  readonly executed: readonly { readonly client: NodeId; readonly command: string }[];
}

/** Part 11. All of it: what each replica runs. */
export type WholeHotStuff<S = Any> = (rules: WholeRules) =>
  & Protocol<S, WholeMessage, Any, Any>
  & { view(s: S): WholeView };
