/**
 * Whatever runs transactions, as those who judge it see it: a database of others, or a protocol in the
 * simulator. What is asked and what is answered are plain data.
 *
 * @module
 */

import type { Step, Steps } from "../../check/isolation/transaction.ts";

/**
 * What a transaction is answered: its steps with what was read; `"fail"` when it was aborted and has changed
 * nothing; `"unknown"` when nobody can tell, as the answer was lost.
 */
export type Answer = Steps | "fail" | "unknown";

/** Something that runs transactions. */
export interface Subject {
  /** What it is, and what it was told to promise: "PostgreSQL 15.18, repeatable read". */
  readonly name: string;
  /** A client's place to ask from. */
  open(): Promise<Session>;
}

/** One client; a transaction at a time, step by step. */
export interface Session {
  /** Begins a transaction; `"busy"` when that has to be tried again, since another one must end first. */
  begin(): Promise<"ok" | "busy">;
  /**
   * Does one step and returns it with what it read. After any other answer the transaction is over, and was
   * not committed, as nobody had asked for it.
   */
  perform(step: Step): Promise<Step | "fail" | "unknown">;
  /** Asks to commit. */
  commit(): Promise<"ok" | "fail" | "unknown">;
  /** Aborts. */
  abort(): Promise<void>;
  /** Asks to commit, and hangs up before there is an answer. The session is over. */
  hangUp(): Promise<void>;
  /** Whether the step under way waits for another client's transaction to end. */
  waits(): Promise<boolean>;
  /** Ends it. */
  close(): Promise<void>;
}
