/** Part 2. A range does what clients ask, if it is meant, and once. */

import { type Operate, todo } from "./given.ts";

/**
 * - A command is done only if it names exactly the version of the range, if the range has not
 *   stopped, and if all keys that it is about are the range's. Otherwise nothing at all is changed,
 *   and the answer is `stale`, `frozen` (a range that has stopped, asked in its own version) or
 *   `stale`.
 * - A get gives what the key holds, or null; a put and a delete give null. A scan is about all keys
 *   of its interval.
 * - What changes something and has a stamp is done once. Its answer is remembered, with what its
 *   stamp says; asked again it gets that answer, and nothing is changed. It is `old` if its gateway
 *   has started anew since, or if it is below the lowest number that its gateway may still ask
 *   again and its answer is not known.
 * - When such a command is done, whatever its gateway cannot ask again is forgotten. What only
 *   reads is not remembered.
 */
export const operate: Operate = (_s, _command) => todo("part 2");
