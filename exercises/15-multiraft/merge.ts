/** Part 4. Two ranges become one, and at no time do both have a key. */

import { type Merge, todo } from "./given.ts";

/**
 * Messages between the two may come late, twice, and in any order; a range may stop, go on, and
 * stop again. At no time may both have a key, and the one that has stopped must not stay so for
 * ever: it asks until it knows.
 *
 * - `freeze` and `thaw` have the answers of part 2 where the version is another one. Otherwise, a
 *   range that has stopped does not stop again (`frozen`), nor does one become a part of itself
 *   (`refused`); one that has not stopped cannot go on (`refused`). Each is a change of the
 *   interval's version, by one; the answer's value is null.
 * - `absorb` answers true if the other is a part of this range, now or since before. It answers
 *   false only if that will never be: only the range that was named can know it, or who has
 *   absorbed that one. Where the version that was named is still to come, it sees to it that it
 *   never does: its version becomes the one after that. But a range that has stopped itself changes
 *   nothing and knows nothing of what is to come: it is `stale`, as everybody else is. A copy of a
 *   range that has not stopped is refused.
 * - To absorb takes the version that was named, exactly, and that this range has not stopped
 *   itself; and the two must touch. It has all keys then, what both have answered, and what both
 *   know of groups absorbed and born; its version is the one after the later of the two. Of what
 *   was answered to a gateway only its latest start counts, and only what it may still ask again.
 * - `told`: true holds for good, false for the stop that it was said about.
 */
export const merge: Merge = {
  freeze: (_s, _command) => todo("part 4, freeze"),
  absorb: (_s, _source) => todo("part 4, absorb"),
  told: (_s, _stopped, _isPart) => todo("part 4, told"),
  thaw: (_s, _command) => todo("part 4, thaw"),
};
