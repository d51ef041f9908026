/**
 * Whatever runs transactions step by step, as those who judge it see it. What is asked and what is answered
 * are plain data: a step, and the same step with what it read, or `"fail"`, or `"unknown"`.
 *
 * What takes a transaction whole, as protocols in the simulator do, needs none of this: it is sent the plan,
 * asks `nextStep` what comes next, and its history is of the same transactions.
 *
 * @module
 */

import type { Step } from "../../check/isolation/transaction.ts";

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
