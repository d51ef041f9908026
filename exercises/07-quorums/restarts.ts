/** Part 4. Links that lose, and nodes that come back. */

import { type Restarts, todo } from "./given.ts";

/** What is remembered; yours to choose. */
// deno-lint-ignore no-empty-interface
interface State {}

/**
 * As part 3, but that messages may be lost, come twice, and come late; and nodes crash, and come back with
 * what they saved. What was asked of a node that crashes is not answered, and it does not go on with it.
 *
 * - For each phase a node waits `rules.againMs`, and then sends what it sent in it once more to all that have
 *   not answered, and waits again; as long as it takes. What has come twice counts once. When a phase is over, it is
 *   waited for no more.
 * - No two phases of a node have the same name, though it has crashed in between: answers from before the
 *   crash may still come, and do nothing.
 * - What a node has said that it holds, it holds after a crash, too. The times that it gives to writes of a register
 *   are later than all that it gave in earlier lives.
 * - It saves little: at most one record for each start, one for each version that it takes, and one for each
 *   tag that it makes; none of more than 200 characters (as `JSON.stringify` has it) where values and keys are short.
 *   `compact` leaves at most two records for each register that it holds or has written, and one more.
 */
export const restarts: Restarts<State> = {
  start: (_rules, _journal, _io) => todo("part 4, start"),
  write: (_s, _client, _key, _value, _io) => todo("part 4, write"),
  read: (_s, _client, _key, _io) => todo("part 4, read"),
  upon: (_s, _from, _message, _io) => todo("part 4, upon"),
  again: (_s, _phase, _io) => todo("part 4, again"),
  compact: (_journal) => todo("part 4, compact"),
};
