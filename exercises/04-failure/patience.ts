/** Part 1. A timeout that grows with each mistake. */

import { type Patience, todo } from "./given.ts";

/** What is remembered; yours to choose. */
// deno-lint-ignore no-empty-interface
interface State {}

/**
 * - Whoever is watched is waited for from the start, and again from each of its heartbeats that is
 *   news. Who is silent for longer than it is waited for is suspected, until it is heard again.
 * - A heartbeat is news if it is from a later life than all that have come from its sender, or from
 *   the latest and has a greater number. What is no news is no sign of life, and changes nothing.
 * - A suspicion was a mistake if its sender is heard again in the life in which it was heard last,
 *   or for the first time. After each mistake it is waited for `growMs` longer, for ever; in a new
 *   life it is waited for as long as in the one before. What is learnt of one peer is not of others.
 * - Who is not watched is not waited for.
 */
export const patience: Patience<State> = {
  start: (_rules, _io) => todo("part 1, start"),
  heard: (_s, _peer, _beat, _io) => todo("part 1, heard"),
  expired: (_s, _peer, _io) => todo("part 1, expired"),
};
