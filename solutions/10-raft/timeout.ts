/** Part 2: any of a thousand moments in each millisecond. @module */

import type { Rules } from "../../exercises/10-raft/given.ts";

export const timeout: Pick<Rules, "timeoutJitter"> = {
  timeoutJitter: (rangeMs, choose) => choose(Math.floor(rangeMs * 1000) + 1) / 1000,
};
