/**
 * The hash of several parts, as of a tenant, a table and a row. Each part is written behind its
 * length: joined as they are, ("a", "11") and ("a1", "1") are one text, and whatever is hashed by
 * them shares its fate.
 *
 * @module
 */

import type { Key } from "./hashing.ts";
import { type Hash64, XxHash64 } from "./xxhash64.ts";

/** Bytes of a length. */
const LENGTH_BYTES = 4;

/**
 * xxHash64 of parts under a seed from 0 to 2^53 − 1; a text is its UTF-8.
 *
 * @example
 * ```ts
 * import { assertNotEquals } from "@std/assert";
 * import { hashOfParts } from "hb/placement/hash/parts.ts";
 *
 * assertNotEquals(hashOfParts(["a", "11"]), hashOfParts(["a1", "1"]));
 * ```
 */
export function hashOfParts(parts: readonly Key[], seed = 0): Hash64 {
  return new XxHash64(seed).of(bytesOfParts(parts));
}

/**
 * The parts, each behind its length in four bytes, the least first: no two lists are the same
 * bytes.
 */
export function bytesOfParts(parts: readonly Key[]): Uint8Array {
  const all = parts.map(bytesOf);
  const bytes = new Uint8Array(all.reduce((sum, { length }) => sum + LENGTH_BYTES + length, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const part of all) {
    view.setUint32(at, part.length, true);
    bytes.set(part, at + LENGTH_BYTES);
    at += LENGTH_BYTES + part.length;
  }
  return bytes;
}

function bytesOf(part: Key): Uint8Array {
  if (typeof part === "string") return new TextEncoder().encode(part);
  if (part instanceof Uint8Array) return part;
  throw new TypeError(
    `Cannot hash a part because it must be a text or bytes: given ${typeof part}`,
  );
}
