/** What each part asks for: the type of its answer. There is nothing to fill in here. @module */

import type { Broadcast, Interest, Mass, Merkle, Pull, Push, Tree, Versions } from "./given.ts";

/** One answer to each part. */
export interface Answers {
  readonly push: Push;
  readonly pull: Pull;
  readonly interest: Interest;
  readonly versions: Versions;
  readonly merkle: Merkle;
  readonly mass: Mass;
  readonly tree: Tree;
  readonly broadcast: Broadcast;
}
