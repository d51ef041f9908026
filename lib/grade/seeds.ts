/** What whoever asks for a judgement may decide, and hear of it while it goes on. @module */

/** Which seeds are tried; unset, each part decides. */
export interface Seeds {
  /** How many. */
  readonly seeds?: number;
  /** The first of them. */
  readonly seedBase?: number;
  /** How many runs are made at most to shrink one that went wrong; unset, each part decides. */
  readonly shrinkRuns?: number;
  /** Is called whenever a seed has been tried: there may be many, and each takes its time. */
  onTried?(): void;
  /** Is called with what is judged from now on, in a few words. */
  onCase?(words: string): void;
  /** Is called with what is wrong as soon as it is found: to find a smaller case may take long. */
  onFound?(words: string): void;
}
