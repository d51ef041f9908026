/**
 * A place in a replicated log, told by index and term (or ballot, or view: whatever orders the leaders). In
 * logs that match, as Raft's do, it names all the log up to it.
 *
 * @module
 */

/** A place in a log, and the term of the entry there: by log matching, it names all the log up to it. */
export interface Position {
  /** Counts entries from 1; 0 is the place before the first. */
  readonly index: number;
  /** The term of the entry, 0 at the place before the first. */
  readonly term: number;
}

/** The place before the first entry. */
export const ORIGIN: Position = { index: 0, term: 0 };
