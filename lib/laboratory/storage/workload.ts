/** A workload for storage engines: keys in an order drawn from a seed, written, and written again. @module */

import { Random } from "../../sim/random.ts";

/** How much is written. */
export interface Workload {
  /** How many keys. */
  readonly keys: number;
  /** How often each is written again, on the average, after all have been written once. */
  readonly overwrites: number;
  /** What keys and their order are drawn from. */
  readonly seed: number;
}

/** How long keys and values are, in bytes. */
export const KEY_BYTES = 16, VALUE_BYTES = 100;

/** How many bytes an entry has. */
export const ENTRY_BYTES: number = KEY_BYTES + VALUE_BYTES;

/** A key that is written, and which it is. */
export interface Write {
  /** Of sixteen hexadecimal digits. */
  readonly key: Uint8Array;
  /** The same value for the same write. */
  readonly value: Uint8Array;
}

/**
 * The keys in the order in which they are first written, all different; and `others` that are never
 * written.
 */
export function keysOf({ keys, seed }: Workload, others = 0): readonly Uint8Array[] {
  const random = new Random(seed, "keys"), encoder = new TextEncoder();
  const drawn = new Set<string>();
  while (drawn.size < keys + others) drawn.add(hex(random.bits()) + hex(random.bits()));
  return [...drawn].map((text) => encoder.encode(text));
}

/** All writes: each key once, and then keys drawn one by one. What it draws, it draws from the seed. */
export function* writesOf(workload: Workload): Generator<Write> {
  const { keys, overwrites, seed } = workload, all = keysOf(workload);
  const random = new Random(seed, "writes");
  for (let i = 0; i < keys * (1 + overwrites); i++) {
    const key = all[i < keys ? i : random.below(keys)]!;
    const value = new Uint8Array(VALUE_BYTES);
    for (let at = 0; at < VALUE_BYTES; at++) value[at] = random.bits();
    yield { key, value };
  }
}

function hex(word: number): string {
  return word.toString(16).padStart(8, "0");
}
