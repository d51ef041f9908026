/** Part 1. Numbers as varints. */

import { todo, type Varints } from "./given.ts";

/**
 * A varint has seven bits of the number in each byte, the lowest first; the highest bit of a byte says that
 * another one follows.
 *
 * - `write` gives the shortest form, and throws a `RangeError` for what is no number of 64 bits without a
 *   sign.
 * - `read` gives exactly the number that was written, whatever stands behind it. It throws `MalformedBytes`
 *   where the bytes end before the number does, where it has more than 64 bits, and where a shorter form
 *   would have done: a number that has two forms passes a check in the one and is used in the other. (Not
 *   every format is as strict; Protocol Buffers reads longer forms, too.)
 * - `zigzag` and `unzigzag` are exact for every number of 64 bits.
 */
export const varints: Varints = {
  write: (_value) => todo("part 1, write"),
  read: (_bytes, _at) => todo("part 1, read"),
  zigzag: (_value) => todo("part 1, zigzag"),
  unzigzag: (_value) => todo("part 1, unzigzag"),
};
