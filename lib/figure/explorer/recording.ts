/**
 * A recording is a run as a reader explores it: what happened, and what is known of it besides. The
 * page of a failed exercise shows one, and so does a playground in the book.
 *
 * @module
 */

import type { Labels } from "../../model/labels.ts";
import type { Trace } from "../../model/trace.ts";

/** A run to explore; only its title and its trace are required. */
export interface Recording {
  /** What the run is, or what it shows. */
  readonly title: string;
  /** What nodes, messages, states and so on are called. */
  readonly labels?: Labels;
  /** What happened, in order. */
  readonly trace: Trace;
  /** How many events came before the first of the trace, where there was no room for all. */
  readonly leftOut?: number;
  /** What must hold, in words. */
  readonly invariant?: string;
  /** What broke it, in words. */
  readonly breach?: string;
  /** The faults of the run, one to a line. */
  readonly schedule?: string;
  /** The seed of the run. */
  readonly seed?: number | string;
  /** The command that runs it again. */
  readonly replay?: string;
  /** What to think about next. */
  readonly hint?: string;
}
