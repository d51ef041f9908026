/** Part 2: past everything that is known. @module */

import type { LamportClock } from "../../exercises/02-time/events.ts";

export const lamport: LamportClock = {
  tick: (time) => time + 1,
  receive: (time, stamp) => Math.max(time, stamp) + 1,
};
