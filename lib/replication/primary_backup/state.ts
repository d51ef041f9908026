/** What nodes keep. @module */

import type { NodeId } from "../../model/protocol.ts";
import type { Outgoing } from "../../replicated/chunks/outgoing.ts";
import type { PartialStream } from "../../replicated/chunks/partial.ts";
import type { Position } from "../../replicated/position.ts";
import type { Answer, ClientRequest } from "../../replicated/requests.ts";
import type { Sessions } from "../../replicated/sessions.ts";
import type { Snapshot } from "./journal.ts";

import type { Report, View } from "./view.ts";
import type { Views } from "./views.ts";

/** A node of the view service. */
export interface ViewNode {
  /** Tells it from a server. */
  readonly kind: "view service";
  /** What it knows. */
  views: Views;
}

/** A copy of the state machine. */
export interface Copy {
  /** The state machine. */
  machine: unknown;
  /** The clients' sessions. */
  sessions: Sessions;
  /** The last operation that is in it. */
  position: Position;
}

/** A server. */
export interface Server {
  /** Tells it from a node of the view service. */
  readonly kind: "server";
  /** The last view that it was told of. */
  view: View;
  /** Whether it was told that its primary has acknowledged it. */
  settled: boolean;
  /** Its copy, of whatever worth. */
  copy: Copy;
  /** Whether the copy has all that members of the view must have; false for whoever has no part in it. */
  holds: boolean;
  /** The last first view that it has begun. Invariant: saved before anybody hears of it. */
  begun: number;
  /** The last view that it has taken part in, as far as it remembers; it takes part in no earlier one. */
  entered: number;
  /** As a backup: the view in which the primary has found it in step, or has brought it there; else 0. */
  inStep: number;
  /** As a backup: the last view in which it takes part no more, as the view service has asked. */
  sealed: number;
  /** As a backup: what has come of the primary's state. */
  partial: (PartialStream & { readonly position: Position }) | null;
  /** As the primary. */
  leading: Leading | null;
  /** What it last told the view service of itself. */
  told: Report | null;
}

/** What a primary keeps. */
export interface Leading {
  /** What it knows of its backups. */
  readonly followers: Map<NodeId, Follower>;
  /** The operations after `since` that a backup may still need. */
  log: Entry[];
  /** The position before those. */
  since: Position;
  /** The last operation that may be answered. */
  committed: number;
  /** Answers that wait until their operations may be given, by number. */
  readonly waiting: Map<number, Waiting>;
  /** Reads that wait until backups have confirmed. */
  reads: WaitingRead[];
  /** Counts rounds of confirmation. */
  round: number;
}

/** An operation that a backup may still need. */
export interface Entry {
  /** What is done. */
  readonly operation: ClientRequest;
  /** The view in which it was ordered. */
  readonly view: number;
}

/** An answer that waits. */
export interface Waiting {
  /** Whose it is. */
  readonly client: NodeId;
  /** What it says. */
  readonly answer: Answer;
}

/** A read that waits. */
export interface WaitingRead {
  /** Whose it is. */
  readonly client: NodeId;
  /** What was read when it was asked for. */
  readonly answer: Answer;
  /** Up to which operation all must be acknowledged: the last one that was in the state then. */
  readonly index: number;
  /** The round that must be confirmed. */
  readonly round: number;
}

/** What a primary knows of a backup. */
export interface Follower {
  /** From where the backup was asked to follow: what comes after it is kept for it. */
  asked: Position;
  /** The last operation that it has said it has, in this view or an earlier one of the same primary; null: none. */
  acked: number | null;
  /** Whether it has said in this view that it is in step. */
  follows: boolean;
  /** Whether its acknowledgement counts. Invariant: so it stays for as long as the view lasts. */
  counts: boolean;
  /** The last round of confirmation that it has answered. */
  round: number;
  /** The state on its way to it. */
  transfer:
    | { readonly outgoing: Outgoing<Snapshot>; readonly position: Position; sent: number }
    | null;
}

/** A node. */
export type State = ViewNode | Server;

/** What a server does in its view. */
export function roleOf(
  { view, leading }: Readonly<Server>,
  self: NodeId,
): "primary" | "backup" | "idle" {
  if (leading !== null) return "primary";
  return view.backups.includes(self) ? "backup" : "idle";
}
