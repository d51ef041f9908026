/** How a tree that is kept by copying is kept. @module */

/** How pages are kept. */
export interface CopyOptions {
  /** The length of a page: a power of two from 128 to 32,768; default 4096. */
  readonly pageBytes?: number;
  /** How many pages the file may have; default 2³¹ − 1. */
  readonly mostPages?: number;
  /** When to commit though nobody asked for it, in pages that were changed; default 2048. */
  readonly groupPages?: number;
  /** How many pages that were read stay in memory; default 4096. */
  readonly cachedPages?: number;
}
