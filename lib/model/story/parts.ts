/** The parts of a story: what a trace tells in several events, joined into one record each. @module */

import type { NodeId } from "../protocol.ts";
import type { LossReason } from "../trace.ts";

/** When something happened. */
export interface Instant {
  /** Virtual time, in ms. */
  readonly at: number;
  /** The place of the event in the trace: it orders what happens at one time. */
  readonly index: number;
}

/** What became of a message. */
export type Fate = "under way" | "delivered" | LossReason;

/** A message, from its send to its fate. A copy that the network makes is a message of its own. */
export interface SentMessage {
  /** Its number in the run. */
  readonly message: number;
  /** The sender. */
  readonly from: NodeId;
  /** The receiver: a node, or the return address of an operation. */
  readonly to: NodeId;
  /** What it says. */
  readonly body: unknown;
  /** How long the network was to take, in ms; `Infinity` when it lost the message as it was sent. */
  readonly latencyMs: number;
  /** The message of which the network has made this copy. */
  readonly copyOf?: number;
  /** When it was sent. */
  readonly sent: Instant;
  /** What became of it. */
  readonly fate: Fate;
  /** When that was decided; missing exactly while it is under way. */
  readonly ended?: Instant;
}

/** How an operation ended; "open" while the trace does not say. */
export type Outcome = "open" | "ok" | "fail" | "unknown";

/** An operation of a client, from its invocation to its end. */
export interface Operation {
  /** Its number in the run. */
  readonly operation: number;
  /** The client. */
  readonly process: number;
  /** What it asked. */
  readonly input: unknown;
  /** When it began. */
  readonly invoked: Instant;
  /** How it ended. */
  readonly outcome: Outcome;
  /** What the client was answered, when it was. */
  readonly output?: unknown;
  /** When it ended; missing exactly while it is open. */
  readonly ended?: Instant;
}

/** A span in which a node does not run. */
export interface Outage {
  /** The node. */
  readonly node: NodeId;
  /** Down: it has lost all that was not saved. Paused: it goes on later as if nothing was. */
  readonly kind: "down" | "paused";
  /** When it begins. */
  readonly from: Instant;
  /** When it ends; missing while it lasts. */
  readonly to?: Instant;
}

/** A change in the life of a node, and how the node stands from then on. */
export interface Turn extends Instant {
  /** Whether it runs. */
  readonly standing: "up" | "down" | "paused";
  /** Its state, or the last one that it had; undefined while none is known. */
  readonly state: unknown;
}
