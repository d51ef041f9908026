/** What each part asks for: the type of its answer. There is nothing to fill in here. @module */

import type {
  ChainStore,
  Craq,
  Failures,
  Fenced,
  Forward,
  Grow,
  Straight,
  Transfer,
  Views,
} from "./given.ts";

/** One answer to each part. */
export interface Answers {
  readonly forward: Forward;
  readonly views: Views;
  readonly fenced: Fenced;
  readonly transfer: Transfer;
  readonly straight: Straight;
  readonly failures: Failures;
  readonly grow: Grow;
  readonly craq: Craq;
  readonly store: ChainStore;
}
