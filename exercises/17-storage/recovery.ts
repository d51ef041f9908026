/** Part 2. What a log holds. */

import { type Recovery, todo } from "./given.ts";

/**
 * What the file of a log holds when it is opened, after a crash or a quiet end. `read` is what part 1 is
 * about: you need not have written it.
 *
 * - If a bad entry was durable once, and that can be known from the file, the log is corrupt: `corrupt` is
 *   where that entry begins.
 * - Otherwise all bodies of the good entries from the beginning on count, in their order, and `end` is
 *   where the file is to be cut: it is as long as it is if there is nothing to cut.
 * - `read` is called at most twice for a position.
 */
export const recovery: Recovery = (_file, _read) => todo("part 2, recovery");
