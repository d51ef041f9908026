/** A stream of bytes as a network hands it out: in pieces whose ends mean nothing. @module */

import { Random } from "../../sim/random.ts";

/** Cuts a stream into chunks of 1 to `most` bytes, views of it, at places drawn from the seed. */
export function* chunksOf(stream: Uint8Array, most: number, seed: number): Generator<Uint8Array> {
  const random = new Random(seed, "chunks");
  for (let at = 0; at < stream.length;) {
    const end = Math.min(stream.length, at + 1 + random.below(most));
    yield stream.subarray(at, at = end);
  }
}

/** What a call gives, as JSON, or the message of what it throws. */
export function outcomeOf(call: () => unknown): string {
  try {
    return JSON.stringify(call());
  } catch (error) {
    return (error as Error).message;
  }
}
