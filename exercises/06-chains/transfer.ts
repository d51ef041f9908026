/** Part 4. A copy while work goes on. */

import { todo, type Transfer } from "./given.ts";

/** What is remembered; yours to choose. */
// deno-lint-ignore no-empty-interface
interface State {}

/**
 * There is one primary, and servers join it and leave; if it fails, one that was ready leads. Messages
 * are late, overtake each other, get lost, and come twice; items may be spoilt on their way. What comes
 * from whom it should not, or is about another attempt than the last with this server, is of no account.
 *
 * - The primary does each request once, queries too. One that comes again has the result that it had:
 *   it is answered at once if it was answered before, whoever follows by now, and otherwise when all that
 *   follow have it. One that is older than the last of its client is let be. Requests at other servers are let be.
 * - Who joins is sent the state as it was when it joined: items, values in the order of their keys (as
 *   `<` has it), then the sessions of clients, lowest number first; `most` of them in a piece, one piece
 *   at a time. Who joins again begins a new attempt.
 * - Who is sent pieces takes them in their order, and says in any case how many items it has of that
 *   attempt. When it has all, and `sumOf` them is right, they are its state, and whatever it had is
 *   gone; if the sum is wrong it has none of them, and all are sent again. Whatever `received` says of
 *   the attempt that goes on, the next piece is from there.
 * - When the primary hears that all have come, the backup follows, and is sent what was done since the
 *   attempt began, in messages of `most` requests at the most, all of them at once.
 * - Who follows takes requests in their order, each once and without a gap, and says how many are in
 *   what it has, in any case. While a newer attempt is coming in it takes none, and says nothing.
 * - A client is answered when all backups that follow have its request; if none does, at once.
 * - `ready`: the backups that follow and have all that has been answered.
 * - Who leads counts all that it has as answered, and counts attempts anew, from 1; nobody follows. What comes
 *   again it answers as the old primary did, so a backup, too, remembers of each client the last request and its
 *   result. It takes no more of what the old primary sent. Servers that restart are told that it is the primary.
 * - When time has gone by, the primary sends who is sent the state the piece from where it last said to
 *   be, and who follows what it lacks: one message, of the oldest. Who lacks nothing is sent nothing.
 * - Requests that no backup can need any more are not kept, but for the last of each client.
 */
export const transfer: Transfer<State> = {
  start: (_rules) => todo("part 4, start"),
  join: (_s, _backup, _io) => todo("part 4, join"),
  leave: (_s, _backup, _io) => todo("part 4, leave"),
  ask: (_s, _request, _io) => todo("part 4, ask"),
  upon: (_s, _from, _message, _io) => todo("part 4, upon"),
  again: (_s, _io) => todo("part 4, again"),
  lead: (_s) => todo("part 4, lead"),
  ready: (_s) => todo("part 4, ready"),
  store: (_s) => todo("part 4, store"),
};
