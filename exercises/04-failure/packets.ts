/** Part 5. Which news go with a message. */

import { type Packets, todo } from "./given.ts";

/** What is remembered; yours to choose. */
// deno-lint-ignore no-empty-interface
interface State {}

/**
 * - News is told λ·⌈log₁₀(n + 1)⌉ times, where there are n members when it is told, and then
 *   forgotten. When the group has become smaller, what has been told as often by then is forgotten
 *   as well, also if the group grows again.
 * - With a message goes as much as there is room for. What has been told fewer times goes first;
 *   among news told equally often the choice is yours.
 * - There is one piece of news of each member: what is newer takes the place of what was told before,
 *   and has been told of no times.
 */
export const packets: Packets<State> = {
  start: (_rules) => todo("part 5, start"),
  add: (_s, _news) => todo("part 5, add"),
  take: (_s, _room, _n) => todo("part 5, take"),
};
