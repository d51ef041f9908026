/** The part of a simulator's scenario that a replay fills in. @module */

import type { NodeId, Protocol, Tagged } from "../../model/protocol.ts";
import type { Askers, Attempt } from "./protocol_system.ts";

/** How long an fsync takes, in ms: a crash between save and send falls into this time. */
export const fsyncMs = 0.25;

/** A constant span, in ms. */
export interface Constant {
  /** There are other kinds of spans, which draw by chance. */
  readonly kind: "constant";
  /** The span. */
  readonly ms: number;
}

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
  }
  | OnLink & { readonly kind: "lose" }
  | OnLink & { readonly kind: "delay" | "duplicate"; readonly latencyMs: number };

/** Clients that ask at set times, as many as there were processes. */
export interface ReplayAskers<M> {
  /** What each process asks, and when. */
  readonly workload: readonly (readonly { readonly input: unknown; readonly at: number }[])[];
  /** The message that asks for `input`. */
  ask(input: unknown, attempt: Attempt): M;
  /** The node that it goes to. */
  to(attempt: Attempt, nodes: number): NodeId;
  /** Whether requests and answers travel. */
  readonly link: "network" | "local";
  /** No time passes between an answer and what is asked because of it. */
  readonly think: Constant;
  /** Whether an answer says that the operation took effect. */
  readonly outcome?: NonNullable<Askers<M>["outcome"]>;
}

/** Everything about a world but its seed. */
export interface ReplayScenario<S, M extends Tagged, T extends Tagged, R> {
  /** What every node runs: the protocol, following its script. */
  readonly protocol: Protocol<S, M, T, R>;
  /** How many nodes there are. */
  readonly nodes: number;
  /** Messages that no fault names arrive after the run. */
  readonly network: { readonly latency: Constant };
  /** A step's messages leave when this has passed since it saved. */
  readonly disk: { readonly fsync: Constant };
  /** Who crashes, and what becomes of each message. */
  readonly faults: readonly ReplayFault[];
  /** Who asks what. */
  readonly clients?: ReplayAskers<M>;
}
