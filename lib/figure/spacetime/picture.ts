/** What a space-time diagram draws: a story with its words, before anything has a place. @module */

import type { NodeId } from "../../model/protocol.ts";
import type { Lane } from "../../model/story/cast.ts";
import type { Fate, Outcome } from "../../model/story/parts.ts";

/** A message, from the line of its sender to the line of its receiver. */
export interface Arrow {
  /** The sender. */
  readonly from: Lane;
  /** The receiver. */
  readonly to: Lane;
  /** When it was sent, in ms. */
  readonly sentAt: number;
  /** When its fate was sealed; missing while it is under way. */
  readonly endsAt?: number;
  /** What became of it. */
  readonly fate: Fate;
  /** Messages of one type share a colour. */
  readonly type: string;
  /** Its words on the picture. */
  readonly label: string;
  /** All that is known of it, for the text under the pointer. */
  readonly detail: string;
  /** Whether a nearby arrow says the same: this one may stay without words. */
  readonly repeated: boolean;
}

/** An operation of a client, from its invocation to its end. */
export interface OperationBar {
  /** The line on which it happened. */
  readonly lane: Lane;
  /** When it begins, in ms. */
  readonly from: number;
  /** When it ends, in ms; missing while it lasts. */
  readonly to?: number;
  /** How it ended. */
  readonly outcome: Outcome;
  /** Its words on the picture. */
  readonly label: string;
}

/** A span in which a node does not run. */
export interface Outage {
  /** The line on which it happened. */
  readonly lane: Lane;
  /** Down: it has lost all that was not saved. Paused: it continues later as if nothing had happened. */
  readonly kind: "down" | "paused";
  /** When it begins, in ms. */
  readonly from: number;
  /** When it ends, in ms; missing while it lasts. */
  readonly to?: number;
}

/** What happens at a point; a save is undone when its node crashes before it has reached the disk. */
export type MarkKind = "crash" | "restart" | "pause" | "timer" | "save" | "undone" | "state";

/** Something that happened at one node at one moment. */
export interface Mark {
  /** The line on which it happened. */
  readonly lane: Lane;
  /** When, in ms. */
  readonly at: number;
  /** What happened. */
  readonly kind: MarkKind;
  /** Its words on the picture. */
  readonly label: string;
  /** All that is known of it, for the text under the pointer. */
  readonly detail: string;
}

/** Something that befell the network, or a clock. */
export interface FaultSpan {
  /** When, in ms. */
  readonly at: number;
  /** When it is over, in ms; missing when it has no end. */
  readonly until?: number;
  /** The lines concerned. */
  readonly lanes: readonly Lane[];
  /** What happened, in words. */
  readonly words: string;
}

/** The moment at which an invariant no longer held. */
export interface Violation {
  /** When, in ms. */
  readonly at: number;
  /** The nodes at which it shows. */
  readonly lanes: readonly Lane[];
  /** The name of the invariant. */
  readonly invariant: string;
  /** What happened, in words. */
  readonly words: string;
}

/** Everything that is to be drawn. */
export interface Picture {
  /** Clients first, then nodes. */
  readonly lanes: readonly Lane[];
  /** The first and the last moment. */
  readonly span: readonly [number, number];
  /** In the order of their sends. */
  readonly arrows: readonly Arrow[];
  /** In the order of their invocations. */
  readonly operations: readonly OperationBar[];
  /** In the order of their beginnings. */
  readonly outages: readonly Outage[];
  /** In the order of the trace. */
  readonly marks: readonly Mark[];
  /** In the order of the trace. */
  readonly faults: readonly FaultSpan[];
  /** In the order of the trace. */
  readonly violations: readonly Violation[];
  /** The nodes that stand out; all of them when missing. */
  readonly focus?: ReadonlySet<NodeId>;
  /** The lines of one side of a partition, if its sides are told apart. */
  readonly side?: ReadonlySet<Lane>;
  /** How many events of the run lie before the first moment shown only to keep the picture small. */
  readonly leftOut: number;
}
