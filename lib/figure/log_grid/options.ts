/** What a grid of logs is made of. @module */

import type { GridBracket } from "./brackets.ts";

/** An entry of a log. */
export interface GridEntry {
  /** The term in which a leader took it; its colour is a matter of this number. */
  readonly term: number;
  /** What stands in the box in place of the term. */
  readonly head?: string;
  /** Its command, in a few letters. */
  readonly text?: string;
  /** Whether it stands out: what the title speaks of. */
  readonly marked?: boolean;
  /** Whether the server knows it to be committed, though something before it is not. */
  readonly committed?: boolean;
}

/** The log of one server. */
export interface GridLog {
  /** What stands before it. */
  readonly name: string;
  /** What stands after it. */
  readonly note?: string;
  /** Its entries from index 1; null where there is a gap. */
  readonly entries: readonly (GridEntry | null)[];
  /** How many of them the server knows to be committed; default 0. */
  readonly committed?: number;
}

/** What a grid is told besides its logs. */
export interface LogGridOptions {
  /** The finding, in words. */
  readonly title: string;
  /** Rows that belong together, such as the servers of a majority. */
  readonly brackets?: readonly GridBracket[];
  /** How wide it is at least, in px; default 560. */
  readonly width?: number;
  /** What a protocol calls things. */
  readonly words?: Partial<GridWords>;
}

/** What a protocol calls things. */
export interface GridWords {
  /** The place of an entry; default "index". */
  readonly index: string;
  /** What stands in a box above the command; default "term". */
  readonly term: string;
  /** What stands below that; default "the command". */
  readonly text: string;
  /** What the entries before the bar are; default "committed, as far as the server knows". */
  readonly committed: string;
  /** What a strong entry behind the bar is; default "committed, too". */
  readonly ahead: string;
}
