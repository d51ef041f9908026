/** Part 2. A new leader waits for its own term. */

import { type OwnTerm, todo } from "./given.ts";

/** What the server remembers; yours to choose. */
// deno-lint-ignore no-empty-interface
interface State {}

/**
 * Before a read of a leader is confirmed and answered, somebody must say up to which index the log must be executed.
 *
 * - Upon `lead` the leader appends an entry without a command, so that something of its term gets committed.
 * - A read at a leader is passed on as soon as the last committed entry is of the leader's own term: with the index of
 *   that entry. Until then it waits.
 * - A read at a server that does not lead is refused, and so are those that wait when it leads no more.
 * - Each read is passed on or refused once.
 */
export const term: OwnTerm<State> = {
  start: () => todo("part 2, start"),
  lead: (_s, _term, _io) => todo("part 2, lead"),
  follow: (_s, _io) => todo("part 2, follow"),
  read: (_s, _read, _commit, _io) => todo("part 2, read"),
  committed: (_s, _commit, _io) => todo("part 2, committed"),
};
