/** What each part asks for: the type of its answer. There is nothing to fill in here. @module */

import type {
  Coordinator,
  Dotted,
  Fast,
  Handoff,
  Many,
  Quorums,
  Restarts,
  Single,
  Store,
} from "./given.ts";

/** One answer to each part. */
export interface Answers {
  readonly quorums: Quorums;
  readonly single: Single;
  readonly many: Many;
  readonly restarts: Restarts;
  readonly fast: Fast;
  readonly dotted: Dotted;
  readonly coordinator: Coordinator;
  readonly handoff: Handoff;
  readonly store: Store;
}
