/** What each part asks for: the type of its answer. There is nothing to fill in here. @module */

import type { Routes } from "./given.ts";

/** One answer to each part. */
export interface Answers {
  readonly routes: Routes;
}
