/** Part 5. Heartbeats of many groups in one message. */

import { type Beats, todo } from "./given.ts";

/**
 * - `due`: each replica that leads and is awake beats for every other member of its group, once.
 *   All that goes to one node goes in one message, and no message is empty.
 * - `came`: each heartbeat is handed to its group, if that is here, with nothing of any other
 *   group's in it, and to nobody else. All answers go back in one message; if there are none there
 *   is no message.
 * - `answered`: each answer is handed to its group, if that is here and leads.
 */
export const beats: Beats = {
  due: (_replicas, _io) => todo("part 5, due"),
  came: (_from, _beats, _replicas, _io) => todo("part 5, came"),
  answered: (_from, _replies, _replicas, _io) => todo("part 5, answered"),
};
