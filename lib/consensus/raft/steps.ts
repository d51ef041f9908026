/**
 * The work that handlers of Raft have done for them, apart from the decisions. As with the `rules`: whoever
 * replaces a step has changed Raft in one place, and the handlers find it in the settings.
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";
import { applyCommitted } from "./apply.ts";
import type { Proposal } from "./entry.ts";
import { append, snapshotAnswered } from "./replication.ts";
import type { RaftIo } from "./roles.ts";
import { awaitSnapshot, sendSnapshot } from "./sending.ts";
import type { Raft } from "./settings.ts";
import type { State } from "./state.ts";

/** The steps of Raft. */
export interface Steps {
  /** A leader appends to its own log and sends it on; the index of the entry. */
  append(raft: Raft, s: State, proposal: Proposal, io: RaftIo): number;
  /** Applies what is committed, and answers whoever waits for it. */
  applyCommitted(raft: Raft, s: State, io: RaftIo): void;
  /** A leader sends a snapshot to a follower that needs entries which are compacted. */
  sendSnapshot(raft: Raft, s: State, to: NodeId, io: RaftIo): void;
  /** A leader's heartbeat to a follower to which a snapshot is on its way. */
  awaitSnapshot(raft: Raft, s: State, to: NodeId, io: RaftIo): void;
  /** A follower to which a snapshot is on its way has said how far it agrees: `match` is up to date. */
  snapshotAnswered(raft: Raft, s: State, from: NodeId, io: RaftIo): void;
}

/** The steps as they should be. */
export const steps: Steps = {
  append,
  applyCommitted,
  sendSnapshot,
  awaitSnapshot,
  snapshotAnswered,
};
