/** Part 7. A tree for payloads, and word of them over all other links. */

import { todo, type Tree } from "./given.ts";

/** What is remembered; yours to choose. */
// deno-lint-ignore no-empty-interface
interface State {}

/**
 * - A link to a neighbour is eager or lazy; to a new neighbour it is eager. It is told what is kept
 *   here, if that is anything. Who is a neighbour already does not become one.
 * - What is new here, broadcast here or heard, is delivered, once, and kept; it goes to all neighbours
 *   with eager links, and its id to all with lazy links, but not back to whoever sent it. That link
 *   is eager from now on. Nothing is waited for any more that is here.
 * - Who sends what is here already gets a prune, and the link becomes lazy. So does the link to
 *   whoever sends a prune. That is the paper's rule (algorithm 1), and it is so for whoever sends a
 *   duplicate: also for who was the first to bring something else. It is short, and has the price
 *   that section 5.6 of the chapter names: where several broadcasts are under way, too much is pruned,
 *   and word and grafts must mend that. The library spares some links; in part 8 you may, too.
 * - If a neighbour has what is not here, that is waited for, for `timeoutMs` at first. Whoever else
 *   says so meanwhile is remembered, once, and the timer that runs is not set again. When it is over, the first who
 *   said so, and was not asked since, is sent a graft, and its link becomes eager; then there is
 *   `retryMs` for an answer, and so on. When there is nobody left to ask, the waiting is over, until
 *   somebody says so again.
 * - Who is grafted makes the link eager, and sends what it is asked for, if it is kept here.
 * - Of all payloads the latest `most` that came are kept; but what was once here is not new again. Of
 *   what is over nothing is remembered but its id, once.
 * - A neighbour that is gone has no link, and is not asked for anything. A payload of a node that is
 *   no neighbour is taken as any other, and makes no link; nothing else is heard of such a node, and
 *   nothing is sent to it.
 * - Ids that go to one node in one step go in one message.
 */
export const tree: Tree<State> = {
  start: (_rules) => todo("part 7, start"),
  up: (_s, _peer, _io) => todo("part 7, up"),
  down: (_s, _peer, _io) => todo("part 7, down"),
  begin: (_s, _id, _payload, _io) => todo("part 7, begin"),
  upon: (_s, _from, _message, _io) => todo("part 7, upon"),
  overdue: (_s, _id, _io) => todo("part 7, overdue"),
};
