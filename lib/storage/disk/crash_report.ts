/** What crashes are tried, and what is found: the words of the crash explorer. @module */

import type { SimulatedDisk } from "./simulated_disk.ts";

/** Notes what somebody was told: it replaces what was noted before. */
export type Tell<P> = (promised: P) => void;

/**
 * Opens what a crash left, and says what is wrong with it; `undefined`: nothing. What it throws is wrong as
 * well.
 */
export type CrashCheck<P> = (
  disk: SimulatedDisk,
  /** What was promised last before the crash. */
  promised: P | undefined,
  /** It may go on with work, and promise more; that counts in the crashes that come in between. */
  promise: Tell<P>,
) => string | undefined | void;

/** How thorough an exploration is. */
export interface CrashBudget {
  /** How many states are tried after one crash; default 1000. */
  readonly perCrash?: number;
  /** How many states are tried in all; default 1,000,000. */
  readonly inAll?: number;
  /** How often there may be another crash in the check of what one left; default 0. */
  readonly depth?: number;
  /** How many states are tried after a crash in a check; default 20. */
  readonly perFurtherCrash?: number;
  /** What states are drawn from where there are too many; default 0. */
  readonly seed?: number;
  /**
   * Whether the process may also die alone, wherever there may be a crash that is not the last: the machine
   * goes on, and all that was written is there, durable or not. Default false.
   */
  readonly processDeaths?: boolean;
}

/** An operation, and what was durable when it was about to begin. */
export interface CrashPoint {
  /** What was about to be done: `sync log`; `undefined`: the work was over. */
  readonly operation: string | undefined;
  /** The files that there were, and what of each was not durable. */
  readonly files: ReturnType<SimulatedDisk["unsure"]>;
  /** How many ways a crash had to keep and lose. */
  readonly possible: number;
  /** How many of those were tried; those are left out that were tried before, with the same promise. */
  readonly tried: number;
}

/** A crash, and what it did. */
export interface Crash {
  /** Whether the process died alone, and the machine went on. */
  readonly isProcessDeath: boolean;
  /** Which operation had not begun, from 0. */
  readonly at: number;
  /** Its words; `undefined`: all work was over. */
  readonly before: string | undefined;
  /** What was lost, in words; empty if nothing was. */
  readonly lost: readonly string[];
  /** What was left. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** A promise that was broken. */
export interface Breach<P> {
  /**
   * The crashes that led to it: the first in the work, each further one in the check of what the last had
   * left.
   */
  readonly crashes: readonly Crash[];
  /** What was promised. */
  readonly promised: P | undefined;
  /** What the check said. */
  readonly said: string;
}

/** What was found. */
export interface CrashReport<P> {
  /** The row of operations, in their order, with the end. */
  readonly points: readonly CrashPoint[];
  /** How many crashes there were, with those in checks. */
  readonly crashes: number;
  /** How often the process died alone. */
  readonly processDeaths: number;
  /** How many ways the crashes had to keep and lose. */
  readonly possible: number;
  /** How many states were opened and judged. */
  readonly tried: number;
  /** How many were left out because the same state had been judged with the same promise. */
  readonly known: number;
  /** Whether every state of every crash was judged. */
  readonly isComplete: boolean;
  /** The first breach. */
  readonly breach?: Breach<P>;
}
