/**
 * The loops over batches: hashing keys, rendezvous, finding points on a ring, filling Maglev's
 * table. Three things do the same: plain TypeScript, WebAssembly with scalars and WebAssembly with
 * vectors, and each says so by its answers, which are equal to the last bit.
 *
 * Batches pay because a call into WebAssembly and the copies around it cost as much as some keys.
 *
 * @module
 */

import type { Hashes } from "../rendezvous/rendezvous.ts";
import { assertSize, type Preference } from "../maglev/table.ts";

/** Texts in UTF-8, one behind another. */
export interface Texts {
  /** All of them. */
  readonly bytes: Uint8Array;
  /** Where each ends. */
  readonly ends: Uint32Array;
}

/** Who runs through batches. */
export interface Loops {
  /** "TypeScript", "scalars" or "vectors". */
  readonly name: string;
  /** xxHash64 of each text, under a seed from 0 to 2^53 − 1. */
  texts(texts: Texts, seed?: number): Hashes;
  /**
   * Hashes of numbers of 64 bits, by their halves, under a seed of 32 bits: not xxHash64, but
   * quicker.
   */
  numbers(numbers: Hashes, seed?: number): Hashes;
  /**
   * For keys the places of the nodes with the greatest scores, as `rendezvous` picks them without
   * weights.
   */
  rendezvous(nodes: Hashes): (keys: Hashes) => Uint32Array;
  /**
   * For positions the numbers of their points among some that rise, as `search` finds them on a
   * ring.
   */
  search(points: Uint32Array): (positions: Uint32Array) => Uint32Array;
  /** Maglev's table for nodes of one weight, as `fill` makes it. */
  fill(preferences: readonly Preference[], size: number): Int32Array;
}

/** These texts as `Texts`. */
export function textsOf(texts: readonly string[]): Texts {
  const encoder = new TextEncoder(), ends = new Uint32Array(texts.length);
  const bytes = new Uint8Array(3 * texts.reduce((sum, { length }) => sum + length, 0));
  let end = 0;
  for (const [i, text] of texts.entries()) {
    end += encoder.encodeInto(text, bytes.subarray(end)).written;
    ends[i] = end;
  }
  return { bytes: bytes.subarray(0, end), ends };
}

/** Throws unless both halves are as long. */
export function assertHalves({ highs, lows }: Hashes): void {
  if (highs.length === lows.length) return;
  throw new RangeError(
    `Cannot take hashes because each has two halves: given ${highs.length} and ${lows.length}`,
  );
}

/** Throws unless there is something to choose from. */
export function assertChoice(count: number, what: string): void {
  if (count > 0) return;
  throw new RangeError(`Cannot place keys because there must be a ${what}: given 0 of them`);
}

/**
 * Throws unless every node comes to every entry of a table, and the table is large enough: else it
 * were never full.
 */
export function assertTable(preferences: readonly Preference[], size: number): void {
  assertSize(size);
  for (const { offset, skip } of preferences) {
    const isWhole = Number.isSafeInteger(offset) && Number.isSafeInteger(skip);
    if (isWhole && offset >= 0 && offset < size && skip > 0 && skip < Math.max(size, 2)) continue;
    throw new RangeError(
      `Cannot fill a table because nodes step within its ${size} entries: given offset ${offset}, skip ${skip}`,
    );
  }
}

/** Throws unless texts end one behind another, within their bytes. */
export function assertTexts({ bytes, ends }: Texts): void {
  let before = 0;
  for (const end of ends) {
    if (end < before || end > bytes.length) {
      throw new RangeError(
        `Cannot hash texts because they end one behind another: given an end at ${end} after ${before}`,
      );
    }
    before = end;
  }
}
