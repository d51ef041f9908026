/** Part 6: the highest reading heard of, and a count. @module */

import type { HybridClock } from "../../exercises/02-time/events.ts";

export const hybrid: HybridClock = {
  tick(time, physical) {
    if (physical > time.logical) return { logical: physical, count: 0 };
    return { logical: time.logical, count: time.count + 1 };
  },
  receive(time, stamp, physical, mostMs) {
    if (stamp.logical - physical > mostMs) return undefined;
    const logical = Math.max(time.logical, stamp.logical, physical);
    const sharing = [time, stamp].filter((each) => each.logical === logical);
    return { logical, count: Math.max(-1, ...sharing.map(({ count }) => count)) + 1 };
  },
};
