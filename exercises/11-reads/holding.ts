/** Part 8. A responder holds reads while a write is under way. */

import { type Holding, todo } from "./given.ts";

/** What the responder remembers; yours to choose. */
// deno-lint-ignore no-empty-interface
interface State {}

/**
 * A responder answers reads of a key by itself, as long as it has leases of a majority.
 *
 * - A slot is known to be decided if the responder is told so (`decided`), or if it has accepted it, in that ballot, and
 *   knows by notices that so have enough others: with itself a majority, and every responder of the key. A notice may
 *   come before the write that it is about. A notice of another ballot says nothing. In a higher ballot a slot may have
 *   another key than before; that of the highest ballot counts, and that of a decided slot for good.
 * - The latest slot of a key is the last one with that key that the responder has accepted or knows to be decided. If it
 *   is decided, or there is none, a read is answered at once; if not, it is held until that very slot is decided,
 *   whichever key it has by then. Later slots do not hold a read that came before them.
 *   The leader is held to the same (`io.leads`): others may know before it what is decided, and have answered.
 * - It is answered with the last decided slot of its key; 0 if there is none. In the chapter a slot that is decided early
 *   is executed in its turn, after those before it. Here nobody waits for other slots: each write overwrites its key,
 *   whatever was there before. For commands that depend on what was there, such as a counter's, that would be wrong.
 * - Without leases a read is forwarded to the leader, and so are those that are held when leases are lost.
 * - Of what is decided, no more is remembered than the last slot of each key, and which slots are decided.
 */
export const holding: Holding<State> = {
  start: () => todo("part 8, start"),
  read: (_s, _read, _key, _isLeased, _io) => todo("part 8, read"),
  accept: (_s, _slot, _key, _ballot, _io) => todo("part 8, accept"),
  notice: (_s, _from, _slot, _ballot, _io) => todo("part 8, notice"),
  decided: (_s, _slot, _key, _io) => todo("part 8, decided"),
  unleased: (_s, _io) => todo("part 8, unleased"),
};
