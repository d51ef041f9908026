/**
 * Remote procedure calls over a network that may lose, delay, duplicate and reorder (Birrell and Nelson
 * 1984, *Implementing remote procedure calls*). The service is an account: depositing twice is not the
 * same as depositing once, so it matters how often a call is executed.
 *
 * Node 0 keeps the account. At every other node sits a user, who makes one deposit after another and
 * waits for each. The files beside this one differ in what they promise: `maybe`, `at_least_once`,
 * `exactly_once`, `durable`.
 *
 * @module
 */

import type { NodeId, Protocol } from "../model/protocol.ts";

/** The node that keeps the account. */
export const SERVER: NodeId = 0;

/** How long a client waits for a reply before it asks again, in ms of its own clock. */
export const RETRY_MS = 50;

/** Who says what to whom. */
export type Message =
  /** A user → the client node it sits at: please deposit. */
  | { readonly type: "deposit"; readonly amount: number }
  /** A client → the server: execute this call. */
  | { readonly type: "request"; readonly sequence: number; readonly amount: number }
  /** The server → the client: that call was executed, and then the balance was this. */
  | { readonly type: "reply"; readonly sequence: number; readonly balance: number };

/** A client's only timer: the reply has not come. */
export type Timer = { readonly type: "retry" };

/** One executed deposit. (client, sequence) names the call that asked for it. */
export interface Entry {
  /** The node that asked. */
  readonly client: NodeId;
  /** Which of its calls it was, from 1. */
  readonly sequence: number;
  /** What was deposited. */
  readonly amount: number;
}

/** A client's call that has no reply yet. */
export interface Pending {
  /** Where the answer goes in the end. */
  readonly user: NodeId;
  /** Which of this client's calls it is, from 1. */
  readonly sequence: number;
  /** What is deposited. */
  readonly amount: number;
}

/** The last call of a client that the server executed. */
export interface Session {
  /** Which of the client's calls it was. Invariant: the highest that was executed. */
  readonly sequence: number;
  /** What was replied, to be replied again. */
  readonly balance: number;
}

/** One node: the server uses the first two fields, a client the last two. */
export interface State {
  /** Every executed deposit, in order. */
  ledger: Entry[];
  /** For each client, its last executed call. */
  sessions: Map<NodeId, Session>;
  /** How many calls this client has begun. */
  sequence: number;
  /** The call under way. Invariant: when there is one, its sequence is `sequence`. */
  pending: Pending | null;
}

/** A way to call. What a node saves is all that it knows. */
export type CallProtocol = Protocol<State, Message, Timer, State>;

/** A node that has seen nothing. */
export function initialState(): State {
  return { ledger: [], sessions: new Map(), sequence: 0, pending: null };
}

/** What is in the account. */
export function balanceOf(ledger: readonly Entry[]): number {
  return ledger.reduce((sum, entry) => sum + entry.amount, 0);
}
