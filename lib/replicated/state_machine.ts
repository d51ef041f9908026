/**
 * The state machine that is replicated (Schneider 1990): deterministic, so that servers which apply the
 * same commands in the same order are in the same state and give the same answers.
 *
 * @module
 */

import type { Kind } from "../model/kinds.ts";
import type { Paging } from "./paging.ts";

/** Where a command stands in the log; the same at every server, so a state machine may look at it. */
export interface Place {
  /** Its index. */
  readonly index: number;
  /** The members that the log says there, as the protocol that replicates it puts it. */
  readonly configuration: unknown;
}

/** A state machine over plain data. */
export interface StateMachine<D = unknown, C = unknown, R = unknown> {
  /** The state before the first command; a new one at each call. */
  init(): D;
  /** Changes the state in place, and returns the answer. Nothing but its arguments may matter. */
  apply(state: D, command: C, place?: Place): R;
  /**
   * Whether a command leaves the state as it is, so that it may be executed again and its answer need not be
   * remembered. Without this, none does.
   */
  reads?(command: C): boolean;
  /** Whether a command may make the state larger. Without this, each may that does not only read. */
  grows?(command: C): boolean;
  /** How a state that may grow large is kept in pages. Without this, each snapshot is a copy of it. */
  readonly paging?: Paging<D>;
}

/** What makers of protocols ask of a state machine that they are given. */
export const stateMachine: Kind = {
  words: "a state machine, whose init and apply are functions",
  is: (value) => {
    const { init, apply } = Object(value) as Partial<StateMachine>;
    return typeof init === "function" && typeof apply === "function";
  },
};
