/** Exit codes by verdict: the worst of all files counts. @module */

import type { Judgement } from "./model.ts";

/** The exit code of each verdict. */
export const codes: Readonly<Record<Judgement["verdict"], number>> = {
  ok: 0,
  violation: 1,
  unknown: 2,
};
