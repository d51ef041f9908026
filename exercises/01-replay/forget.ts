/** Part 4. At the office, before `register`: forget what nobody will ask for again. @module */

import { type Register, type State, todo } from "./office.ts";

/**
 * Every request says `below`: each call of that branch with a smaller number has its ticket. Use it to
 * keep the memory of the branch small: at once, forget all that is over, and nothing else. Return whether this request may still be passed on to your
 * `register`. It may not if its call is over: what has been forgotten would be entered again.
 *
 * The office of parts 4 to 6 does, upon `register`:
 *
 *     if (forget(s, event)) register(s, event, io);
 */
export function forget(_s: State, _event: Register): boolean {
  return todo("part 4, forget");
}
