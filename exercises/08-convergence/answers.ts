/** What each part asks for: the type of its answer. There is nothing to fill in here. @module */

import type {
  Causal,
  Counters,
  Deltas,
  OrMap,
  OrSet,
  Registers,
  Sequence,
  Sessions,
  Store,
} from "./given.ts";

/** One answer to each part. */
export interface Answers {
  readonly causal: Causal;
  readonly counters: Counters;
  readonly registers: Registers;
  readonly orset: OrSet;
  readonly deltas: Deltas;
  readonly ormap: OrMap;
  readonly sequence: Sequence;
  readonly sessions: Sessions;
  readonly store: Store;
}
