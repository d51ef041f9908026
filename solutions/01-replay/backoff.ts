/** Part 7. At a branch, after `patience`: ask again, more and more rarely. @module */

import { ask, type Patience, PATIENCE_MS } from "../../exercises/01-replay/office.ts";

/** Half of the wait is fixed and doubles each time; as much again is left to chance. */
export const backoff: Patience = (s, { attempt }, io) => {
  for (const call of s.open.keys()) ask(s, call, io);
  if (s.open.size === 0) return;
  const half = PATIENCE_MS * 2 ** attempt;
  io.wait(half + io.choose(half + 1), { type: "patience", attempt: attempt + 1 });
};
