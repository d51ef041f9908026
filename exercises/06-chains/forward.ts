/** Part 1. Forward, acknowledge, answer. */

import { type Forward, todo } from "./given.ts";

/** What is remembered; yours to choose. */
// deno-lint-ignore no-empty-interface
interface State {}

/**
 * There is one view, and it stays. Messages are late, overtake each other, get lost, and come twice.
 *
 * - The primary does what clients ask in the order in which it comes, queries too, and sends each
 *   command to all backups as it comes.
 * - A client is answered when all backups have acknowledged its command, with the result that it gave
 *   in its place: in the order of the commands, and once. If there are no backups, at once.
 * - A backup takes commands from its primary only, each once and without a gap; what comes after a gap
 *   is not kept. However that was, it acknowledges how many it has done. Clients it answers who the
 *   primary is.
 * - Acknowledgements count from backups only. Who has acknowledged a command has all before it.
 * - When time has gone by, the primary sends each backup what it has not acknowledged: one message, of
 *   the oldest of them, `most` at the most. Who lacks nothing is sent nothing.
 * - Of a command that all have acknowledged nothing is remembered but what is stored.
 */
export const forward: Forward<State> = {
  start: (_rules) => todo("part 1, start"),
  ask: (_s, _client, _command, _io) => todo("part 1, ask"),
  upon: (_s, _from, _message, _io) => todo("part 1, upon"),
  again: (_s, _io) => todo("part 1, again"),
  store: (_s) => todo("part 1, store"),
};
