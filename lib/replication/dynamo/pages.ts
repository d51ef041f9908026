/**
 * Leaves and levels of hash trees in pages, so that no message is larger than it may be, however large a leaf is. A
 * page is a range of keys of a leaf, and says how far it goes.
 *
 * @module
 */

import { encodePlain } from "../../codec/encode_plain.ts";
import type { Copy } from "./versions/copy.ts";

/** Copies by their keys. */
export type Copies = readonly (readonly [key: string, copy: Copy])[];

/** The keys of a leaf from the first after `after` up to `upTo`; null: from its first, or up to its last. */
export interface Range {
  /** The key before the first. */
  readonly after: string | null;
  /** The last key. */
  readonly upTo: string | null;
}

/** What a message takes besides its copies, in bytes, or a hash in it, with its place. */
const REST_BYTES = 64, HASH_BYTES = 32;

/** Whether a key is in a range. */
export function isWithin(key: string, { after, upTo }: Range): boolean {
  return (after === null || key > after) && (upTo === null || key <= upTo);
}

/** Copies of a range in the order of their keys, as many as a message has room for and one in any case, and how far they go. */
export function pageOf(
  copies: Copies,
  upTo: string | null,
  bytes: number,
): { readonly copies: Copies; readonly upTo: string | null } {
  const sorted = copies.toSorted(([a], [b]) => a < b ? -1 : 1);
  let left = bytes - REST_BYTES;
  const end = sorted.findIndex((each, i) => {
    left -= encodePlain(each).length;
    return left < 0 && i > 0;
  });
  if (end < 0) return { copies: sorted, upTo };
  return { copies: sorted.slice(0, end), upTo: sorted[end - 1]![0] };
}

/** Nodes of a tree, as many at a time as a message has room for with their hashes. */
export function* inMessages<T>(nodes: readonly T[], bytes: number): Generator<readonly T[]> {
  const most = Math.max(1, Math.floor((bytes - REST_BYTES) / HASH_BYTES));
  for (let from = 0; from < nodes.length; from += most) yield nodes.slice(from, from + most);
}
