/** What each part asks for: the type of its answer. There is nothing to fill in here. @module */

import type {
  Batcher,
  Calls,
  Connecting,
  Decode,
  Frames,
  Pool,
  Receiving,
  Sending,
  Timeouts,
  Varints,
} from "./given.ts";

/** One answer to each part. */
export interface Answers {
  readonly varints: Varints;
  readonly frames: Frames;
  readonly decode: Decode;
  readonly batcher: Batcher;
  readonly sending: Sending;
  readonly receiving: Receiving;
  readonly pool: Pool;
  readonly timeouts: Timeouts;
  readonly calls: Calls;
  readonly connection: Connecting;
}
