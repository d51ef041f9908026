/** What a replica knows. @module */

import type { NodeId } from "../../model/protocol.ts";
import type { Sessions } from "../../replicated/sessions.ts";
import type { Ballot } from "../ballot.ts";
import type { Attributes, Id, Instance, Proposal } from "./instance.ts";
import type { Incoming, Objection, Report } from "./messages.ts";
import type { Snapshot } from "./snapshot.ts";
import type { Command } from "./value.ts";

/** A replica. */
export interface State<D = unknown> {
  /** Saved: for each replica its instances, by slot. Those that the snapshot includes are gone. */
  rows: Map<number, Instance>[];
  /** Saved: the state at the last checkpoint. */
  snapshot: Snapshot;
  /** The next slot of its own row. Invariant: it has never been used, not before a crash either. */
  nextSlot: number;
  /** Which instances are executed since the snapshot, by their labels, and in which place: by `count`. */
  executed: Map<string, number>;
  /** How many instances it has executed since it started. */
  count: number;
  /** The state machine. */
  machine: D;
  /** The clients' sessions. */
  sessions: Sessions;
  /** What it does for instances that it leads. */
  attempts: Map<string, Attempt>;
  /** Instances that it waits for, by their labels: a timer runs for each. */
  watched: Set<string>;
  /** Instances whose recovery waits, as far as it has heard, and with how much support. */
  waiting: Map<string, number>;
  /** What it was asked about instances, by their labels, and looks at later. See `stamps`. */
  held: Map<string, Incoming<"preAccept">>;
  /** Commands that have no instance yet. */
  queue: Asked[];
  /** Whether something was decided in this step; false between steps. */
  news: boolean;
  /** Clients who wait for instances of its own row, by slot. */
  clients: Map<number, readonly Asked[]>;
}

/** A command that somebody waits for. */
export interface Asked {
  /** The command. */
  readonly command: Command;
  /** Where the answer goes; null when nobody waits for one. */
  readonly address: NodeId | null;
}

/** What a replica does for an instance that it leads. */
export type Attempt =
  /** Phase 1: what the others have found. */
  | {
    readonly step: "pre-accept";
    readonly ballot: Ballot;
    readonly replies: Map<NodeId, Attributes>;
  }
  /** Phase 2: who has voted. */
  | { readonly step: "accept"; readonly ballot: Ballot; readonly voters: Set<NodeId> }
  /** Recovery: who has promised, and what each knew. */
  | { readonly step: "prepare"; readonly ballot: Ballot; readonly reports: Map<NodeId, Report> }
  /** Recovery: whether what may have been decided can have been. */
  | { readonly step: "validate"; readonly replies: Map<NodeId, readonly Objection[]> } & Suspicion
  /** Recovery: it depends on what these instances become. */
  | { readonly step: "wait"; readonly on: readonly Id[] } & Suspicion;

/** What may have been decided on the fast path. */
export interface Suspicion {
  /** The ballot of whoever recovers. */
  readonly ballot: Ballot;
  /** Who had promised first, n − f of them. */
  readonly quorum: readonly NodeId[];
  /** What may have been decided. */
  readonly proposal: Proposal;
  /** How many of them had pre-accepted just that. */
  readonly support: number;
}
