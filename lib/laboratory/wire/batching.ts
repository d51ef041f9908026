/**
 * Simulated: what batches are worth. A write costs a fixed time, whatever is in it, and some more for each
 * byte; the batches are those of `lib/link/batcher.ts`. The costs are assumptions, to be set to what a
 * machine shows.
 *
 * @module
 */

import { log } from "../../model/real/log.ts";
import { Batcher, type BatchRules } from "../../link/batcher.ts";
import { Random } from "../../sim/random.ts";
import { mean, percentile } from "../measured.ts";

/** What a write costs. */
export interface WriteCost {
  /** In itself, in µs: the call into the kernel, the packet, the interrupt at the other end. */
  readonly writeUs: number;
  /** For each byte, in µs. */
  readonly byteUs: number;
}

/** What is simulated. */
export interface BatchingOptions extends WriteCost, BatchRules {
  /** Of the times at which messages come. */
  readonly seed: number;
  /** How many messages there are. */
  readonly messages: number;
  /** How long each is, in bytes. */
  readonly messageBytes: number;
  /** How many come in a second; Infinity: all wait from the start. */
  readonly perSecond: number;
}

/** What came of it. */
export interface BatchingRun {
  /** How many messages were written in a second, of those that had come. */
  readonly perSecond: number;
  /** How many writes there were. */
  readonly writes: number;
  /** From when a message came to when it was written: the mean, and what 99 of 100 did not exceed, in ms. */
  readonly latencyMs: { readonly mean: number; readonly p99: number };
}

/** Runs it. */
export function simulateBatching(options: BatchingOptions): BatchingRun {
  const { messages, messageBytes, writeUs, byteUs } = options;
  const comes = arrivals(options), batcher = new Batcher(options), latencies: number[] = [];
  let now = 0, next = 0, writes = 0;
  while (latencies.length < messages) {
    for (; next < messages && comes[next]! <= now; next++) {
      batcher.add(new Uint8Array(messageBytes), comes[next]!);
    }
    const batch = batcher.next(now);
    if (batch === undefined) {
      now = Math.min(batcher.dueAt, comes[next] ?? Infinity);
      continue;
    }
    writes++;
    now += (writeUs + batch.length * messageBytes * byteUs) / 1000;
    for (let i = batch.length; i > 0; i--) latencies.push(now - comes[latencies.length]!);
    batcher.written();
  }
  const latencyMs = { mean: mean(latencies), p99: percentile(latencies, 0.99) };
  return { perSecond: messages / (now - comes[0]!) * 1000, writes, latencyMs };
}

/** When messages come, in ms: independently of each other. */
function arrivals({ seed, messages, perSecond }: BatchingOptions): number[] {
  const random = new Random(seed, "messages");
  let at = 0;
  return Array.from(
    { length: messages },
    () => at -= log(1 - random.unit()) * 1000 / perSecond,
  );
}
