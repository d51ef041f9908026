/** What each part asks for: the type of its answer. There is nothing to fill in here. @module */

import type { Patience, Phi, Probing } from "./given.ts";

/** One answer to each part. */
export interface Answers {
  readonly patience: Patience;
  readonly phi: Phi;
  readonly probing: Probing;
}
