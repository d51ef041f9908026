/**
 * What may happen to a node and what it may ask for, as plain data: the two sides of a step.
 *
 * @module
 */

import type { Ahead, Key, NodeId, Tagged } from "./protocol.ts";

/** What happens to a node. */
export type StepEvent<M extends Tagged, T extends Tagged = never, R = never> =
  /** It is born, with an empty journal, or restarts with what it saved. */
  | { readonly kind: "start"; readonly journal: readonly R[] }
  /** A message arrives. */
  | { readonly kind: "message"; readonly from: NodeId; readonly message: M }
  /** A timer fires. */
  | { readonly kind: "timer"; readonly timer: T };

/** What a node asks for, each with what it gave to `Io`. */
export type Effect<M extends Tagged, T extends Tagged = never, R = never> =
  | { readonly kind: "send"; readonly to: NodeId; readonly message: M; readonly ahead?: Ahead }
  | {
    readonly kind: "answer";
    readonly client: NodeId;
    readonly result: unknown;
    readonly ahead?: Ahead;
  }
  | { readonly kind: "wait"; readonly delayMs: number; readonly timer: T }
  | { readonly kind: "cancel"; readonly type: T["type"]; readonly key?: Key }
  | { readonly kind: "save"; readonly record: R };

/** One fork of a step: it took way `took` of `of`. */
export interface Choice {
  /** From 0 to `of` − 1. */
  readonly took: number;
  /** How many ways there were. */
  readonly of: number;
}

/** Where and when a step takes place. */
export interface StepAt {
  /** The node. */
  readonly self: NodeId;
  /** How many nodes there are. */
  readonly nodes: number;
  /** What the node's clock shows, in ms; default 0. */
  readonly now?: number;
  /** Which way to take at each `choose`, in order; default: the first way, 0. */
  readonly choices?: readonly number[];
}
