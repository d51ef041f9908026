/** What passes between the replicas of HotStuff, and what they save. @module */

import type { Io, NodeId } from "../../model/protocol.ts";
import type { Signed } from "../../security/identity/signed.ts";
import type { Asked, ClientMessage, Retry } from "../byzantine_client/messages.ts";
import type { Block, BlockId, Entrance, Phase, QuorumCertificate, Vote, Wish } from "./block.ts";
import type { Checkpoint, Snapshot, StableCheckpoint } from "./snapshot.ts";

/** The messages. */
export type Message =
  /**
   * The leader of a view → all: vote for this block. `entrance` is why the view has begun, if no certificate says so;
   * `stable` is the last checkpoint that it knows a quorum for.
   */
  | {
    readonly type: "proposal";
    readonly block: Block;
    readonly entrance: Entrance | null;
    readonly stable: StableCheckpoint | null;
  }
  /** A replica → the leader that makes a certificate of it; and its state at its last checkpoint, if that is not stable. */
  | {
    readonly type: "vote";
    readonly vote: Signed<Vote>;
    readonly checkpoint: Signed<Checkpoint> | null;
  }
  /** The leader → all: a certificate; in basic HotStuff it begins the next phase. */
  | { readonly type: "certified"; readonly certificate: QuorumCertificate }
  /** A replica → the next leader, or all: let us go to this view; and the highest certificate that I know. */
  | {
    readonly type: "newView";
    readonly wish: Signed<Wish>;
    readonly high: QuorumCertificate;
    readonly entrance: Entrance | null;
  }
  /** A replica that lacks a block → one that has it: this block, and those below it down to this height. */
  | { readonly type: "fetch"; readonly block: BlockId; readonly above: number }
  /** Its answer, the block that was asked for first. */
  | { readonly type: "blocks"; readonly blocks: readonly Block[] }
  /** The answer of one that has forgotten what lies between: the digests of the pages of the state at this checkpoint. */
  | {
    readonly type: "offer";
    readonly stable: StableCheckpoint;
    readonly digests: readonly string[];
  }
  /** A replica that takes it → who has offered it: the page with this digest. */
  | { readonly type: "fetchPage"; readonly digest: string }
  /** Its answer. */
  | { readonly type: "page"; readonly digest: string; readonly content: unknown }
  | ClientMessage;

/** The timers. */
export type Timer =
  /** A view has brought nothing for too long. */
  | { readonly type: "view" }
  /** Whoever is loyal has been heard by now (HotStuff-2). */
  | { readonly type: "settle" }
  | Retry;

/** What is saved. */
export type Saved =
  /** Before a vote leaves: it, and the certificates that rule the next ones. */
  | {
    readonly type: "voted";
    readonly voted: Voted;
    readonly lock: QuorumCertificate;
    readonly high: QuorumCertificate;
  }
  /** A block that others may ask for. */
  | { readonly type: "block"; readonly block: Block }
  /** This block, and all below it, are decided. */
  | { readonly type: "committed"; readonly block: BlockId }
  /** The state at a stable checkpoint, which stands for all that was saved of the blocks up to there. */
  | {
    readonly type: "checkpoint";
    readonly stable: StableCheckpoint;
    readonly snapshot: Snapshot;
  }
  | Asked;

/** The last vote of a replica. */
export interface Voted {
  /** In which view. */
  readonly view: number;
  /** In which phase of it. */
  readonly phase: Phase;
  /** For which block. */
  readonly block: BlockId;
}

/** The world of a node. */
export type HotStuffIo = Io<Message, Timer, Saved>;

/** A message with its sender. */
export type Sent<K extends Message["type"]> = Extract<Message, { type: K }> & {
  readonly from: NodeId;
};
