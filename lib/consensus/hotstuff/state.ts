/** What a replica of HotStuff knows. @module */

import type { NodeId } from "../../model/protocol.ts";
import type { Signed } from "../../security/identity/signed.ts";
import type { Request } from "../byzantine_client/messages.ts";
import type { Proxy } from "../byzantine_client/proxy.ts";
import type { Service } from "../byzantine_client/served.ts";
import type { Block, BlockId, Entrance, Phase, QuorumCertificate, Vote, Wish } from "./block.ts";
import type { Checkpoint, Offer, Snapshot, StableCheckpoint } from "./snapshot.ts";
import type { Voted } from "./messages.ts";

/** A node: a replica, or the proxy of a client. */
export type State = Replica | Proxy;

/** A replica. */
export interface Replica extends Service {
  /** Tells it from a proxy. */
  readonly role: "replica";
  /** The state machine: another one when it has been given a state. */
  machine: unknown;
  /** The view that it is in. It never goes back while it is up. */
  view: number;
  /** Why it is there: a quorum wanted to be; null when a certificate of the view before brought it. */
  entrance: Entrance | null;
  /** The view that it wants to go to. Invariant: `wish ≥ view`, and above it only when the view was too slow. */
  wish: number;
  /** How many doublings of its patience the views that have brought nothing have left. */
  failures: number;
  /** When it entered the view, by its own clock, in ms. */
  enteredMs: number;
  /** Whether the timer of the view runs. */
  timing: boolean;
  /** Its last vote. Invariant: it is saved, and its view and phase never go back. */
  voted: Voted;
  /** The highest certificate that it knows: what it proposes on (`prepareQC`). */
  high: QuorumCertificate;
  /** In basic HotStuff, the last certificate that has decided a block, and so ended a view. */
  ended: QuorumCertificate | null;
  /** What it votes for must extend this, or be justified by a higher one. Invariant: `lock.view ≤ high.view`. */
  lock: QuorumCertificate;
  /** All blocks that it voted for, or that are certified, by name, as far as they are not forgotten. */
  readonly blocks: Map<BlockId, Block>;
  /**
   * The decided blocks, by height, from that of the last stable checkpoint on whose state it has; at first that is the
   * genesis block. Invariant: it is never empty, and all of them are in `blocks`.
   */
  readonly committed: BlockId[];
  /** A decided block that is not executed, as some block below it is not there yet. */
  decided: BlockId | null;
  /** Blocks that are certified and not there, each with the view that it is certified in. */
  readonly missing: Map<BlockId, number>;
  /** A proposal that waits for the block below it. */
  waiting: { readonly block: Block; readonly entrance: Entrance | null } | null;
  /** Its states at checkpoints, by height: that of the lowest decided block which it keeps, and later ones. */
  readonly snapshots: Map<number, Snapshot>;
  /** The highest checkpoint that a quorum has signed, as far as it knows. */
  stable: StableCheckpoint | null;
  /** As leader: the last checkpoint that it has received of each. */
  readonly checkpoints: Map<NodeId, Signed<Checkpoint>>;
  /** The last state that each has offered it, as long as it is not so far itself. */
  readonly offers: Map<NodeId, Offer>;
  /** Those of their pages that have come, by their digests. */
  readonly pages: Map<string, unknown>;
  /** Requests that are not executed: the last of each client. */
  readonly pool: Map<NodeId, Signed<Request>>;
  /** The last vote that it has received of each. */
  readonly votes: Map<NodeId, Signed<Vote>>;
  /** The last wish that it has received of each. */
  readonly wishes: Map<NodeId, Signed<Wish>>;
  /** As leader of basic HotStuff: the last view and phase that it has made a certificate of. */
  certified: { readonly view: number; readonly phase: Phase };
  /** As leader: the last view that it has proposed in. */
  proposed: number;
  /** As leader of HotStuff-2: whether it has waited for all that are loyal. */
  settled: boolean;
}
