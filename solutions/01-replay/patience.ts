/** Part 2. At a branch, after `patience`: ask again. @module */

import { ask, type Patience, PATIENCE_MS } from "../../exercises/01-replay/office.ts";

/** Asks for all open calls, and goes on as long as there are any. */
export const patience: Patience = (s, { attempt }, io) => {
  for (const call of s.open.keys()) ask(s, call, io);
  if (s.open.size > 0) io.wait(PATIENCE_MS, { type: "patience", attempt: attempt + 1 });
};
