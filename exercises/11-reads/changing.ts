/** Part 11. From one roster to the next. */

import { type Changing, todo } from "./given.ts";

/** What the server remembers; yours to choose. */
// deno-lint-ignore no-empty-interface
interface State {}

/**
 * A new roster comes with a higher ballot, and nobody promises that before what they granted on the old one is over.
 *
 * - Who is asked to promise a ballot that is higher than the one promised adopts the highest that it was asked for, and
 *   does so at once if it is free. If not, it wants its leases back (`revoke`), once, and does so as soon as it is free:
 *   upon `freed`, or when it is asked again and `isFree` says so. Any other ballot means nothing.
 * - The bar of an adopted ballot is the last slot that was accepted by then, `io.last`: it goes into guards.
 * - A server may answer reads if it has leases on the roster of the ballot that it has promised, of a majority, where it
 *   counts for itself; and has executed all that any of these had accepted before: up to the highest bar of
 *   those leases, and its own.
 */
export const changing: Changing<State> = {
  start: (_ballot, _bar) => todo("part 11, start"),
  asked: (_s, _ballot, _isFree, _io) => todo("part 11, asked"),
  freed: (_s, _io) => todo("part 11, freed"),
  mayAnswer: (_s, _leases, _executed, _io) => todo("part 11, mayAnswer"),
};
