/**
 * A trace is everything that happened in a run, in order: what an observer outside the system would
 * have seen. Figures are drawn from it, and two runs are the same exactly when their traces are.
 *
 * @module
 */

import type { NodeId } from "./protocol.ts";

/** What every trace event carries. */
export interface Stamped {
  /** Virtual time, in ms. */
  readonly at: number;
}

/**
 * Something that happened. `message` numbers count sent copies in one run from 0, so that a `send`
 * and its `deliver` or `lose` can be joined; a duplicate is a second `send` with `copyOf`.
 */
export type TraceEvent =
  | Stamped & { kind: "start"; node: NodeId; recovered: boolean }
  | Stamped & {
    kind: "send";
    message: number;
    from: NodeId;
    to: NodeId;
    body: unknown;
    /** Counts the messages on the link `from` → `to`, from 1; faults name messages by it. */
    nth: number;
    /** How long the network will take, in ms; `Infinity` when it loses the message. */
    latencyMs: number;
    copyOf?: number;
  }
  | Stamped & {
    kind: "deliver";
    message: number;
    from: NodeId;
    to: NodeId;
    body: unknown;
  }
  | Stamped & {
    kind: "lose";
    message: number;
    from: NodeId;
    to: NodeId;
    why: LossReason;
  }
  | Stamped & { kind: "timer"; node: NodeId; timer: unknown }
  | Stamped & {
    kind: "save";
    node: NodeId;
    record: unknown;
    /** Where the journal was compacted at once, as the explorer does: how many records it had, and has. */
    compacted?: { readonly from: number; readonly to: number };
  }
  | Stamped & {
    kind: "invoke";
    process: number;
    /** Where the answer goes: every operation has a return address of its own. */
    address: NodeId;
    operation: number;
    input: unknown;
    /** The node that the client sits at, when no network lies between them. */
    local?: NodeId;
  }
  | Stamped & {
    kind: "ok";
    process: number;
    operation: number;
    output: unknown;
  }
  | Stamped & { kind: "fail"; process: number; operation: number }
  | Stamped & { kind: "unknown"; process: number; operation: number }
  | Stamped & { kind: "state"; node: NodeId; state: unknown }
  | Stamped & {
    kind: "crash";
    node: NodeId;
    /** How many of its last saves are gone, as they had not reached the disk; none when it is missing. */
    undone?: number;
  }
  | Stamped & { kind: "pause"; node: NodeId }
  | Stamped & { kind: "resume"; node: NodeId }
  | Stamped & {
    kind: "fault";
    words: string;
    /** The nodes concerned. */
    nodes: readonly NodeId[];
    /** When it will be over, in ms. */
    until?: number;
  }
  | Stamped & {
    kind: "violation";
    invariant: string;
    words: string;
    nodes: readonly NodeId[];
  };

/** Why a message never arrived. */
export type LossReason = "lost" | "partitioned" | "down" | "full";

/** What happened, in order. */
export type Trace = readonly TraceEvent[];
