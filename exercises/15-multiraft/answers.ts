/** What each part asks for: the type of its answer. There is nothing to fill in here. @module */

import type { Merge, Operate, Routes, Split } from "./given.ts";

/** One answer to each part. */
export interface Answers {
  readonly routes: Routes;
  readonly operate: Operate;
  readonly split: Split;
  readonly merge: Merge;
}
