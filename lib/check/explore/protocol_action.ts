/** What may happen next to a protocol. @module */

import type { NodeId, Tagged } from "../../model/protocol.ts";
import type { Observation } from "./partial_histories.ts";
import type { Envelope } from "./protocol_system.ts";

/** What a node did in one step. */
export interface NodeAct {
  /** The node. */
  readonly node: NodeId;
  /** Messages, and answers that travel, that left, in order. */
  readonly sent: readonly Envelope[];
  /** Records, in order. */
  readonly saved: readonly unknown[];
  /** Its journal then: whenever it saves, that is compacted at once. */
  readonly journal: readonly unknown[];
  /** The timers that it started, each by its type and key (`idOf`). */
  readonly waits: readonly string[];
  /** What its clock showed, in ms. */
  readonly now: number;
  /** What it was given at each `choose`, in order. */
  readonly choices: readonly number[];
  /** Whether it crashed when it had saved and not yet sent. */
  readonly crashed: boolean;
}

/** What a client did in one step. */
export interface ClientAct {
  /** The client. */
  readonly client: number;
  /** What it saw, in order. */
  readonly observations: readonly Observation[];
  /** What it then asked. */
  readonly request?: Envelope;
}

/** Who did what in one step, besides what the network did. */
export interface Acts {
  /** Nodes, in order; more than one only at the beginning. */
  readonly nodes: readonly NodeAct[];
  /** Clients, in order. */
  readonly clients: readonly ClientAct[];
}

/** Something that happened. */
export type ProtocolAction =
  & Acts
  & (
    | { readonly kind: "begin" }
    | { readonly kind: "deliver"; readonly message: Envelope }
    | { readonly kind: "lose"; readonly message: Envelope; readonly why: "lost" | "down" }
    | { readonly kind: "timer"; readonly node: NodeId; readonly timer: Tagged }
    | { readonly kind: "crash"; readonly node: NodeId; readonly wiped?: true }
    | { readonly kind: "restart"; readonly node: NodeId }
    | { readonly kind: "ask" | "timeout"; readonly client: number }
  );
