/** Part 4. At the office, before `register`: forget what nobody will ask for again. @module */

import { type Register, type State, todo } from "./office.ts";

/**
 * Every request says `below`: each call of that branch with a smaller number has its ticket. Afterwards the
 * office remembers of this branch what may still be asked for, and nothing else; `memory.below` is the
 * greatest that the branch has said. The result is whether this request may be passed on to your `register`:
 * what has been forgotten must not be entered again.
 *
 * The office of parts 4 to 6 does, upon `register`:
 *
 *     if (forget(s, event)) register(s, event, io);
 *
 * You have: `memoryOf(s, event.from)`. The book and all else stay as they are.
 */
export function forget(_s: State, _event: Register): boolean {
  return todo("part 4, forget");
}
