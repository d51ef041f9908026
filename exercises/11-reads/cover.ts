/** Part 7. A write waits for everybody who may read its keys. */

import { type Cover, todo } from "./given.ts";

/** What the leader remembers; yours to choose. */
// deno-lint-ignore no-empty-interface
interface State {}

/**
 * A leader whose roster lets some servers answer reads by themselves.
 *
 * - A slot is decided when a majority has accepted it, the leader included, *and* every responder of each of its keys,
 *   but for those whose leases are over (`over`). It is decided at once then, once, whatever becomes of other slots.
 * - Who is no responder any more may still accept, and counts for the majority.
 * - When it is time to look (`due`), each responder of any range whose leases are not over, and that has not been heard
 *   of for longer than `io.silentMs`, is to be removed: once. Its leases last until `over`, and slots wait for it until
 *   then. The leader itself is not removed, and who was not heard of yet counts as heard at the start.
 * - Nothing is remembered of slots that are decided.
 */
export const cover: Cover<State> = {
  start: (_now) => todo("part 7, start"),
  propose: (_s, _slot, _keys, _io) => todo("part 7, propose"),
  accepted: (_s, _from, _slot, _io) => todo("part 7, accepted"),
  over: (_s, _server, _io) => todo("part 7, over"),
  heard: (_s, _server, _now) => todo("part 7, heard"),
  due: (_s, _now, _io) => todo("part 7, due"),
};
