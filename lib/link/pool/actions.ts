/** What a pool of connections asks its owner to do, and by which rules. @module */

/** How a pool behaves. */
export interface PoolRules {
  /** How many connections there may be. At least 1. */
  readonly connections: number;
  /** How many requests may wait for one; default 1000. */
  readonly waiting?: number;
  /** How long a connection may lie idle, in ms; default 60,000. */
  readonly idleMs?: number;
  /** After how long in idleness it is checked before it is lent, in ms; default never. */
  readonly checkAfterMs?: number;
  /** The pause after a dial that failed, in ms; it doubles up to the longest. Default 50 and 5,000. */
  readonly pauseMs?: { readonly first: number; readonly longest: number };
  /** How long a loan may outlive the credentials under which it was dialled, in ms; default 30,000. */
  readonly graceMs?: number;
}

/** Why a request gets no connection. In each case nothing of it was sent. */
export type PoolRefusal =
  | "there are too many requests that wait"
  | "the time is over"
  | "the other side cannot be reached"
  | "the pool is being drained";

/** Why a connection is closed. */
export type PoolClosing =
  | "a response was not read to its end"
  | "it lay idle for too long"
  | "it did not pass its check"
  | "it said something that nobody had asked for"
  | "its credentials are old"
  | "the pool is being drained";

/** What the owner of a pool has to do, in this order. */
export type PoolAction =
  /** Dial, with the credentials of now; then say `dialled` or `failed`. */
  | { readonly type: "dial"; readonly connection: number }
  /** Ask whether it still works; then say `checked`. */
  | { readonly type: "check"; readonly connection: number }
  /** Give the request this connection; then say `release`, whatever happens. */
  | {
    readonly type: "lend";
    readonly request: number;
    readonly connection: number;
    /** Names this use of the connection: who held it before has no say about who holds it now. */
    readonly loan: number;
  }
  /** Tell the request that it gets none. */
  | { readonly type: "refuse"; readonly request: number; readonly why: PoolRefusal }
  /** Close it, or stop dialling, whoever uses it. */
  | { readonly type: "close"; readonly connection: number; readonly why: PoolClosing };
