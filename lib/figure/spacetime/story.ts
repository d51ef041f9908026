/**
 * The story of a trace: what a space-time diagram draws, before anything has a place. Sends are
 * joined with what became of them, crashes with restarts, invocations with their ends.
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";
import type { LossReason } from "../../model/trace.ts";

/** One horizontal line: a client or a node. */
export interface Lane {
  /** Clients stand above nodes. */
  readonly kind: "client" | "node";
  /** The process of a client, the number of a node. */
  readonly id: number;
  /** What stands before the line. */
  readonly name: string;
}

/** A message, from the line of its sender to the line of its receiver. */
export interface Arrow {
  readonly from: Lane;
  readonly to: Lane;
  readonly sentAt: number;
  /** When its fate was sealed; missing while it is under way. */
  endsAt?: number;
  fate: "delivered" | "under way" | LossReason;
  /** Messages of one type share a colour. */
  readonly type: string;
  readonly label: string;
  readonly detail: string;
  /** Whether a nearby arrow says the same: this one may stay without words. */
  readonly repeated: boolean;
}

/** An operation of a client, from its invocation to its end. */
export interface Deed {
  readonly lane: Lane;
  readonly from: number;
  to?: number;
  outcome: "ok" | "fail" | "unknown" | "open";
  label: string;
}

/** A span in which a node does not run. */
export interface Gap {
  readonly lane: Lane;
  readonly kind: "down" | "paused";
  readonly from: number;
  to?: number;
}

/** Something that happened at one node at one moment. */
export interface Mark {
  readonly lane: Lane;
  readonly at: number;
  readonly kind: "crash" | "restart" | "pause" | "timer" | "save" | "state";
  readonly label: string;
  readonly detail: string;
}

/** Something that befell the network, or a clock. */
export interface Mishap {
  readonly at: number;
  readonly until?: number;
  /** The lines concerned. */
  readonly lanes: readonly Lane[];
  readonly words: string;
}

/** The moment at which an invariant no longer held. */
export interface Violation {
  readonly at: number;
  readonly lanes: readonly Lane[];
  readonly invariant: string;
  readonly words: string;
}

/** Everything that is to be drawn. */
export interface Story {
  readonly lanes: Lane[];
  /** The first and the last moment. */
  readonly span: readonly [number, number];
  readonly arrows: Arrow[];
  readonly deeds: Deed[];
  readonly gaps: Gap[];
  readonly marks: Mark[];
  readonly mishaps: Mishap[];
  readonly violations: Violation[];
  /** The nodes that stand out; all of them when missing. */
  readonly focus?: ReadonlySet<NodeId>;
  /** How many events of the run lie before the first moment shown only to keep the picture small. */
  readonly leftOut: number;
}
