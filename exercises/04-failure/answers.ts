/** What each part asks for: the type of its answer. There is nothing to fill in here. @module */

import type {
  Entry,
  Health,
  Opinions,
  Packets,
  Patience,
  Phi,
  Probing,
  Rounds,
  Swim,
} from "./given.ts";

/** One answer to each part. */
export interface Answers {
  readonly patience: Patience;
  readonly phi: Phi;
  readonly probing: Probing;
  readonly opinions: Opinions;
  readonly packets: Packets;
  readonly rounds: Rounds;
  readonly health: Health;
  readonly entry: Entry;
  readonly swim: Swim;
}
