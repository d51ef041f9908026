/** The scenes of a chapter: who writes and reads how fast, over which link, and what disturbs them. @module */

import { type FlowOptions, type FlowRun, simulateFlow } from "./flow.ts";
import type { HeadOfLineOptions, Layout } from "./head_of_line.ts";

/** A client that writes a megabyte a second, and a disk that takes half of that. */
export const slowDisk: FlowOptions = {
  messageBytes: 1000,
  latencyMs: 2,
  linkPerMs: 100_000,
  durationMs: 1000,
  streams: [{ writesPerMs: 1000, readsPerMs: 500 }],
};

/** The same client over 10 ms each way, and a reader that is faster than it. */
export const farReader: FlowOptions = {
  ...slowDisk,
  latencyMs: 10,
  durationMs: 2000,
  streams: [{ writesPerMs: 1000, readsPerMs: 5000 }],
};

/** Four streams over one connection, some of whose readers stand still but for a byte a millisecond. */
export function readersThatStop(stopped: number): FlowOptions {
  const streams = Array.from(
    { length: 4 },
    (_, i) => ({ writesPerMs: 500, readsPerMs: i < stopped ? 1 : 5000 }),
  );
  return { ...slowDisk, streams };
}

/** How many messages of each stream were read in a second, with windows of so many bytes. */
export function readInASecond(
  options: FlowOptions,
  stream: number,
  connection: number = stream,
): number[] {
  const run: FlowRun = simulateFlow({ ...options, windows: { stream, connection } });
  return run.streams.map(({ latenciesMs }) => 1000 * latenciesMs.length / options.durationMs);
}

/** How messages may share a link. */
export const layouts: Readonly<Record<string, Layout>> = {
  "one connection": { connections: 1, turns: false },
  "one, in turns": { connections: 1, turns: true },
  "16 connections": { connections: 16, turns: false },
  "16, in turns": { connections: 16, turns: true },
};

/** Messages, and what becomes of them on the link. */
export type Traffic = Omit<HeadOfLineOptions, keyof Layout>;

const traffic: Traffic = {
  seed: 1,
  messages: 4000,
  largePerThousand: 0,
  bytes: { small: 200, large: 1_000_000 },
  everyMs: 0.5,
  linkPerMs: 100_000,
  latencyMs: 1,
  lostPerThousand: 0,
  againMs: 50,
};

/** Messages of 200 bytes, two in a millisecond, and what disturbs them. */
export const disturbances: Readonly<Record<string, Traffic>> = {
  "1% of them a megabyte": { ...traffic, largePerThousand: 10 },
  "0.5% lost, again after 50 ms": { ...traffic, lostPerThousand: 5 },
  "0.5% lost, again after 2.5 ms": { ...traffic, lostPerThousand: 5, againMs: 2.5 },
};
