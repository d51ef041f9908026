/**
 * NFD-E (Chen, Toueg and Aguilera 2002, *On the quality of service of failure detectors*): the next
 * heartbeat is expected when the last ones came on the average, each moved to its place in the row, and a margin α
 * later whoever sends them is suspected. Unlike a timeout from the last arrival on, this does not wait longer
 * because the last heartbeat happened to be slow, nor less because it was fast.
 *
 * It trusts its clock and that of the sender to go equally fast. Where the own clock jumps, it expects wrongly until
 * what came before the jump has left the window.
 *
 * @module
 */

import { type Estimator, spanMs } from "./estimator.ts";
import { emptyWindow, meanOf, push, type Window, windowSize } from "./window.ts";

/** What it knows of a sender. */
export interface Chen {
  /** For each of the last heartbeats when it came, less its number times the period, in ms. */
  readonly moved: Window;
  /** The number of the last heartbeat; 0 before the first. */
  sequence: number;
  /** When its watching began, in ms. */
  readonly startedMs: number;
}

/** The parameters. */
export interface ChenOptions {
  /** η: how long a sender waits between two heartbeats, in ms. */
  readonly periodMs: number;
  /** α: how long after the expected arrival a sender is suspected, in ms. */
  readonly marginMs: number;
  /** n: how many arrivals count; default 100. */
  readonly size?: number;
  /** How long the first heartbeat is waited for, in ms; default: period and margin. */
  readonly firstMs?: number;
}

/** Memory for each sender: `size` numbers, and a few more. */
export function chen(options: ChenOptions): Estimator<Chen> {
  const { periodMs, marginMs, size = 100, firstMs = periodMs + marginMs } = options;
  spanMs("NFD-E", "periodMs", periodMs);
  spanMs("NFD-E", "marginMs", marginMs);
  spanMs("NFD-E", "firstMs", firstMs);
  windowSize("NFD-E", size);
  return {
    name: `Chen α = ${marginMs} ms`,
    start: (nowMs) => ({ moved: emptyWindow(), sequence: 0, startedMs: nowMs }),
    arrive(known, { atMs, sequence }) {
      push(known.moved, atMs - sequence * periodMs, size);
      known.sequence = sequence;
    },
    deadlineMs({ moved, sequence, startedMs }) {
      if (moved.values.length === 0) return startedMs + firstMs;
      return meanOf(moved) + (sequence + 1) * periodMs + marginMs;
    },
  };
}
