/** What parts 8 and 9 are told, and what they must be. There is nothing to fill in here. @module */

import type { Any } from "./given.ts";

/**
 * Part 8. How much time is left, as gRPC writes it (`grpc-timeout`): one to eight digits, and a unit, which
 * is one of `n`, `u`, `m` (nano-, micro- and milliseconds), `S`, `M`, `H` (seconds, minutes and hours).
 */
export interface Timeouts {
  /** A time in whole ms, which may be negative, or Infinity. */
  write(ms: number): string;
  /** In ms, which may be a fraction. */
  read(text: string): number;
}

/** What a node keeps to. */
export interface CallRules {
  /** How many calls may be worked on at the same time. */
  readonly workers: number;
  /** How often another node is asked the same, in all. */
  readonly attempts: number;
  /** The pause before it is asked again: at first, and at most. */
  readonly pauseMs: { readonly first: number; readonly longest: number };
}

/** What a call asks of another node. */
export interface Child {
  readonly id: number;
  /** How much time it may have at most. */
  readonly timeoutMs: number;
  /** Whether to do it twice is the same as to do it once. */
  readonly idempotent: boolean;
}

/** How an attempt has failed. */
export type Failure =
  /** It has surely not been processed, and will not be. */
  | "untouched"
  /** Nobody knows whether it was processed, or yet will be. */
  | "unknown"
  /** It was processed, and the answer is an error. */
  | "refused";

/** What a node can do. */
export interface CallsIo {
  /** The work of a call begins. */
  begin(call: number): void;
  /** The work of a call stops: nobody awaits it. */
  stop(call: number): void;
  /** Whoever made the call is told how it has ended. */
  reply(call: number, how: "done" | "late"): void;
  /** Another node is asked, and has so much time, in ms. */
  ask(child: number, timeoutMs: number): void;
  /** A node that was asked is told that nobody awaits its answer any more. */
  cancel(child: number): void;
  /** The work that asked another node is told how that has ended. */
  tell(child: number, how: "answered" | "failed" | "late"): void;
  wake(at: number): void;
}

/**
 * Part 9. The calls that a node works on, and what it asks of others for them. Calls and children are
 * numbers, each another one. It is a machine like those of `machines.ts`.
 */
export interface Calls<S = Any> {
  start(rules: CallRules): S;
  /** A call has come that has so much time. */
  asked(s: S, call: number, timeoutMs: number, now: number, io: CallsIo): void;
  /** Whoever made a call does not want it any more. */
  cancelled(s: S, call: number, now: number, io: CallsIo): void;
  /** The work of a call is done. */
  done(s: S, call: number, now: number, io: CallsIo): void;
  /** The work of a call, which may have been stopped, asks another node for something. */
  calls(s: S, call: number, child: Child, now: number, io: CallsIo): void;
  /** The other node has answered. */
  answered(s: S, child: number, now: number, io: CallsIo): void;
  /** The other node was asked in vain. */
  failed(s: S, child: number, failure: Failure, now: number, io: CallsIo): void;
  tick(s: S, now: number, io: CallsIo): void;
}
