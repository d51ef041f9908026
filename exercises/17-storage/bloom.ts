/** Part 5. A Bloom filter. */

import { type Bloom, todo } from "./given.ts";

/** What a filter is in memory; yours to choose. */
// deno-lint-ignore no-empty-interface
interface Filter {}

/**
 * `hashes` of `given.ts` gives two numbers for a key.
 *
 * - `size`: the fewest bits, within five in a hundred and a byte, in which a filter of so many keys takes
 *   another key for one of them with probability `rate`; and how many bits a key sets then, the best whole
 *   number.
 * - `has` is true of every key that was added; of others it is true as often as `rate` says, once there are
 *   as many keys as the filter is made for.
 * - `write` takes no more than 16 bytes beside the bits. Out of them `read` makes the same filter, to which
 *   keys may be added; the bytes are the caller's own. Filters have nothing in common.
 */
export const bloom: Bloom<Filter> = {
  size: (_keys, _rate) => todo("part 5, size"),
  make: (_size) => todo("part 5, make"),
  add: (_filter, _key) => todo("part 5, add"),
  has: (_filter, _key) => todo("part 5, has"),
  write: (_filter) => todo("part 5, write"),
  read: (_bytes) => todo("part 5, read"),
};
