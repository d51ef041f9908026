/** What each part asks for: the type of its answer. There is nothing to fill in here. @module */

import type {
  Balance,
  Beats,
  Merge,
  Operate,
  Replace,
  Retry,
  Routes,
  Sleep,
  Split,
  Store,
} from "./given.ts";

/** One answer to each part. */
export interface Answers {
  readonly routes: Routes;
  readonly operate: Operate;
  readonly split: Split;
  readonly merge: Merge;
  readonly beats: Beats;
  readonly sleep: Sleep;
  readonly retry: Retry;
  readonly replace: Replace;
  readonly balance: Balance;
  readonly store: Store;
}
