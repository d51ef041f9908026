/** The decisions that heartbeats rest on, one by one, so that each can be made wrongly. @module */

import { type Beat, compareBeats, type Saved } from "./messages.ts";

/** The rules. */
export interface Rules {
  /** Whether a heartbeat tells anything, given the newest that has come. */
  readonly isNews: (beat: Beat, last: Beat) => boolean;
  /** Whether a heartbeat is that of another life than the last, of which nothing is known yet. */
  readonly isAnotherLife: (beat: Beat, last: Beat) => boolean;
  /** Whether a suspected node is trusted again now that a heartbeat has come from it. */
  readonly withdraws: boolean;
  /** Whether a node that nothing has come from is waited for as well. */
  readonly awaitsTheFirst: boolean;
  /** Whether the next heartbeat is waited for anew, given whether the sender was suspected until now. */
  readonly rearms: (suspected: boolean) => boolean;
  /** The incarnation of a node that had saved this. */
  readonly incarnationAfter: (journal: readonly Saved[]) => number;
}

/** As it should be. */
export const rules: Rules = {
  isNews: (beat, last) => compareBeats(beat, last) > 0,
  isAnotherLife: (beat, last) => beat.incarnation !== last.incarnation,
  withdraws: true,
  awaitsTheFirst: true,
  rearms: () => true,
  incarnationAfter: (journal) => (journal.at(-1)?.incarnation ?? 0) + 1,
};
