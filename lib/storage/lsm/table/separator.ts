/** Short keys between the blocks of a table. @module */

/**
 * A place at or behind `(last, sequence)`, the last version of a block, and before every version of the
 * block behind it, whose first key is `next`: what the index says of the block. Between two keys there is
 * room for a short one, as `next` up to the first byte that differs; versions of one key may go on in the
 * next block, and then only the sequence tells the two apart.
 */
export function separator(
  last: Uint8Array,
  sequence: number,
  next: Uint8Array | undefined,
): { readonly key: Uint8Array; readonly sequence: number } {
  if (next === undefined) return { key: last, sequence: 0 };
  let shared = 0;
  while (shared < last.length && last[shared] === next[shared]) shared++;
  if (shared === next.length) return { key: last, sequence };
  const short = shared + 1 < Math.min(last.length, next.length);
  return { key: short ? next.subarray(0, shared + 1) : last, sequence: 0 };
}
