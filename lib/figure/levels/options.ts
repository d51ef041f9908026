/** What a picture of levels is made of. @module */

/** What became of a table when a key was looked for. */
export type Asked =
  /** Its filter said that the key is not there. */
  | "ruled out"
  /** A block of it was read, and the key was not there. */
  | "missed"
  /** A block of it was read, and the key was there. */
  | "found";

/** A sorted table, and the keys that it reaches over. */
export interface LevelTable {
  /** What stands in its box, if there is room. */
  readonly name: string;
  /** Where on the axis its first key is. */
  readonly from: number;
  /** Where its last key is; not before `from`. */
  readonly to: number;
  /** How large it is, in words: "4 KiB". */
  readonly size?: string;
  /** How large a share of its versions are tombstones, from 0 to 1; default 0. */
  readonly tombstones?: number;
  /** What a compaction does with it. */
  readonly part?: "input" | "output";
  /** What became of it when the key of the search was looked for; not given: it was not asked. */
  readonly asked?: Asked;
}

/** A level, or a table in memory. */
export interface LevelRow {
  /** What stands before it: "level 1". */
  readonly name: string;
  /** What stands below its name: "12 KiB". */
  readonly note?: string;
  /** Its runs, the newest first; the tables of one do not overlap. None: the level is empty. */
  readonly runs: readonly (readonly LevelTable[])[];
}

/** A key on the axis. */
export interface KeyPlace {
  /** The key, as it is read. */
  readonly text: string;
  /** Where it is. */
  readonly at: number;
}

/** How levels are drawn. */
export interface LevelsOptions {
  /** The finding, in words. */
  readonly title: string;
  /** Keys that are named below the picture; default: none. */
  readonly keys?: readonly KeyPlace[];
  /** The key that is looked for, from the first row down. */
  readonly search?: KeyPlace;
  /** How wide the picture is at least, in px; default 620. */
  readonly width?: number;
}
