/** Part 2. The view service. */

import { todo, type Views } from "./given.ts";

/** What is remembered; yours to choose. */
// deno-lint-ignore no-empty-interface
interface State {}

/**
 * - In view 0 there is nobody. The first server that pings is the primary of view 1, without backups.
 * - A view is acknowledged when its primary pings with its number. Until then it stays, whatever happens;
 *   what happens meanwhile counts as soon as it is.
 * - A member of the view that is silent or has restarted is to be let go. Who was silent and is heard
 *   again before the next view comes has not been let go, if it has not restarted.
 * - Who pings with 0 has restarted if it has pinged with another number before; and a member also if it has
 *   been answered, since it is one, with a view whose backup it was: what it had is lost, and it must
 *   never lead with nothing. (That answer may have got lost instead; then it costs one view.)
 * - Who has restarted is dead to the view that it was in, and else a server like others. So a primary that
 *   has restarted acknowledges its view no more, whatever it pings with: it has nothing that its backups
 *   could have. If it had not acknowledged it before, that view is the last.
 * - If the primary is let go, the first backup that stays takes its place; never anybody else. Then
 *   servers that are heard and are no members of the view become backups, the lowest number first,
 *   after those that stay, until there are enough: also who has just been let go as it had restarted.
 * - If no member is left, one that is only silent is waited for. If all have restarted, everything is
 *   lost: the next view has no primary and no backups, and is the last.
 * - If something changes, the number is one more: also if the members are the same, and one of them has
 *   restarted. A server that is silent and not in the view is
 *   forgotten, as if it had never pinged.
 */
export const views: Views<State> = {
  start: (_backups) => todo("part 2, start"),
  ping: (_s, _server, _number) => todo("part 2, ping"),
  silent: (_s, _server) => todo("part 2, silent"),
  view: (_s) => todo("part 2, view"),
};
