/** Part 7. A coordinator with N, R and W. */

import { type Coordinator, todo } from "./given.ts";

/** What is remembered; yours to choose. */
// deno-lint-ignore no-empty-interface
interface State {}

/**
 * A node that keeps copies, and serves clients. Nodes do not crash here; but they may be silent, and messages may
 * come twice. `io.dotted` has the functions of part 6.
 *
 * - As a home it tells who fetches what it knows of a key, which may be a copy without anything; and syncs what it is
 *   told to keep with what it knows, and says `kept`.
 * - A get fetches the copies of all homes, this one's by a message as well. As soon as R have answered, the client is
 *   answered from what these know together. Whose copy cannot be read (`null`) does not count toward R; if
 *   not as many as R are left, the client is told so at once.
 * - When all homes have answered a get, `null` included, or `rules.patienceMs` are over, what all copies that came know
 *   together is sent once, as `keep`, to each home that has told of its copy and does not know it: read repair, also where the
 *   client was told that there were too few. Of that no answer is waited for. Who has not answered, or cannot read, is sent nothing.
 * - A put makes a new copy of what is known here, by `event`, and knows that at once: this node has kept it. All other homes are
 *   told to keep the new copy. As soon as W homes have, the client is answered, and it is over.
 * - Who has too few answers when `rules.patienceMs` are over tells its client: `{ ok: false }`. What is not over yet is
 *   waited for, and nothing else; each client is answered once, each home counts once.
 * - What is over is forgotten, and what still comes for it does nothing.
 */
export const coordinator: Coordinator<State> = {
  start: (_rules) => todo("part 7, start"),
  get: (_s, _client, _key, _io) => todo("part 7, get"),
  put: (_s, _client, _key, _value, _context, _io) => todo("part 7, put"),
  upon: (_s, _from, _message, _io) => todo("part 7, upon"),
  overdue: (_s, _request, _io) => todo("part 7, overdue"),
};
