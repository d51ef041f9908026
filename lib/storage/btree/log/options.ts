/** How a tree with a log of pages is kept. @module */

/** How pages are kept. */
export interface LogOptions {
  /** The length of a page: a power of two from 128 to 32,768; default 4096. */
  readonly pageBytes?: number;
  /** How many pages the file may have; default 2³¹ − 1. */
  readonly mostPages?: number;
  /** When to append to the log though nobody asked for it, in pages that were changed; default 1024. */
  readonly groupPages?: number;
  /** When to write a checkpoint though nobody asked for it, in frames of the log; default 4096. */
  readonly checkpointFrames?: number;
  /** How many pages that were read of the file, and how many of the log, stay in memory; default 4096. */
  readonly cachedPages?: number;
}
