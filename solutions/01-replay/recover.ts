/** Part 5. At birth and after a crash: begin where the journal ends. @module */

import type { Answers } from "../../exercises/01-replay/answers.ts";
import { ask, initialState, PATIENCE_MS } from "../../exercises/01-replay/office.ts";

/** A branch with open calls asks for them again, and is patient from the beginning. */
export const recover: Answers["recover"] = (io, journal) => {
  const s = journal.at(-1) ?? initialState();
  for (const call of s.open.keys()) ask(s, call, io);
  if (s.open.size > 0) io.wait(PATIENCE_MS, { type: "patience", attempt: 0 });
  return s;
};
