/** The part of a simulator's scenario that a replay fills in. @module */

import type { Clients } from "../../model/clients.ts";
import type { Latency } from "../../model/latency.ts";
import type { NodeId, Protocol, Tagged } from "../../model/protocol.ts";

/** How long an fsync takes, in ms: a crash between save and send falls into this time. */
export const fsyncMs = 0.25;

/** A message on its way: the `nth` (from 1) that `from` ever sent to `to`. */
export interface OnLink {
  /** Who sends it. */
  readonly from: NodeId;
  /** Who is to receive it. */
  readonly to: NodeId;
  /** Its number on the link. */
  readonly nth: number;
}

/** Something that goes wrong. */
export type ReplayFault =
  | {
    readonly kind: "crash";
    readonly at: number;
    readonly node: NodeId;
    readonly unsynced: "kept";
    readonly downMs?: number;
    readonly disk?: "wiped";
  }
  | OnLink & { readonly kind: "lose" }
  | OnLink & { readonly kind: "delay" | "duplicate"; readonly latencyMs: number };

/** Everything about a world but its seed. */
export interface ReplayScenario<S, M extends Tagged, T extends Tagged, R> {
  /** What every node runs: the protocol, following its script. */
  readonly protocol: Protocol<S, M, T, R>;
  /** How many nodes there are. */
  readonly nodes: number;
  /** Nodes that run twice. */
  readonly twins: readonly NodeId[];
  /** Clocks by which the script knows which copy of a node takes a step. */
  readonly clocks: { readonly set: readonly { readonly offsetMs: number }[] };
  /** Messages that no fault names arrive after the run. */
  readonly network: { readonly latency: Latency };
  /** A step's messages leave when this has passed since it saved. */
  readonly disk: { readonly fsync: Latency };
  /** Who crashes, and what becomes of each message. */
  readonly faults: readonly ReplayFault[];
  /** Who asks what, at set times: as many clients as there were processes. */
  readonly clients?: Clients<M>;
}
