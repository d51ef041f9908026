/**
 * What parts 7 to 10 are told, and what they must be. There is nothing to fill in here. Keys are texts in
 * these parts, and compared by `<`.
 *
 * @module
 */

import type { Disk } from "hb/storage/disk/disk.ts";

/** One version of a key. */
export interface Version {
  readonly key: string;
  /** Later versions have greater ones, and no two have the same. */
  readonly sequence: number;
  readonly kind: "put" | "delete";
  readonly value: string;
}

/** All versions of keys in `from <= key < to` with a sequence below this one are deleted. */
export interface RangeDelete {
  readonly from: string;
  readonly to: string;
  readonly sequence: number;
}

/** For whom a compaction keeps something. */
export interface CompactionOptions {
  /**
   * Snapshots that are held, in no order: each sees versions and range deletes up to and with its sequence.
   */
  readonly snapshots: readonly number[];
  /** Range deletes in the tables that are merged, in no order. They are kept by somebody else. */
  readonly ranges: readonly RangeDelete[];
  /** Whether no table further down, which is not merged, can have a version of this key. */
  isBottom(key: string): boolean;
}

/** Part 7. What of the versions is kept; they come by key, and of one key the newest first. */
export type Compaction = (
  versions: Iterable<Version>,
  options: CompactionOptions,
) => Iterable<Version>;

/** A table of a level. */
export interface Table {
  readonly name: string;
  /** Its first key and its last. */
  readonly smallest: string;
  readonly largest: string;
  readonly bytes: number;
}

/**
 * The tables of all levels; level 0 first, with the oldest table first. The others are in the order of
 * their keys.
 */
export type Levels = readonly (readonly Table[])[];

/** What a compaction takes. */
export interface Picked {
  /** Of its level, in the order in which they stand there. */
  readonly from: readonly Table[];
  /** Of the next level, likewise. */
  readonly to: readonly Table[];
  /** Whether the table is just named in the next level, and nothing is merged. */
  readonly isMove: boolean;
}

/** Part 8. What a compaction of a level takes. */
export interface Picking {
  /**
   * The table to begin with, of a level of 1 or below, by turns; `after` is the largest key of the last
   * compaction.
   */
  next(tables: readonly Table[], after: string | undefined): Table;
  /**
   * What must be taken with this table of a level; a table is moved over at most `mostBytes` of the level
   * after the next.
   */
  inputs(levels: Levels, level: number, table: Table, mostBytes: number): Picked;
}

/** A change of the levels. */
export interface Edit {
  readonly removed: readonly { readonly level: number; readonly name: string }[];
  readonly added: readonly { readonly level: number; readonly table: Table }[];
}

/** What is to become durable in one step. */
export interface Installation {
  /** New tables, by their names, which no file has. */
  readonly tables: ReadonlyMap<string, Uint8Array>;
  /** The edit as an entry of the manifest, framed already. */
  readonly entry: Uint8Array;
  /** Tables that no edit names any more. */
  readonly removed: readonly string[];
}

/** Part 9. Which tables there are. */
export interface Manifest {
  /** The levels after an edit; throws if it contradicts them, or itself. */
  apply(levels: Levels, edit: Edit): Levels;
  /** Makes an edit durable on the disk, in whose file "manifest" all of them stand; that file is there. */
  install(disk: Disk, installation: Installation): void;
}

/** A root of a tree. */
export interface Root {
  /** Each transaction that is committed has the next number. */
  readonly transaction: number;
  /** The page in which the tree begins. */
  readonly page: number;
}

/** What a commit writes. All numbers of pages are from 2; pages 0 and 1 hold a root each. */
export interface Commit {
  /** The file. */
  readonly file: string;
  /** How long a page is. */
  readonly pageBytes: number;
  /**
   * Pages that the transaction has written anew. Any of them is at most one page behind the file, in their
   * order.
   */
  readonly pages: ReadonlyMap<number, Uint8Array>;
  readonly root: Root;
  /** The root as a page. */
  readonly rootPage: Uint8Array;
}

/** Pages that the tree of a transaction had no more, but that of the one before. */
export interface Freed {
  readonly transaction: number;
  readonly pages: readonly number[];
}

/** Part 10. The roots of a store that never writes over a page that somebody needs. */
export interface Roots {
  /** Which root counts at opening: that on page 0, or on page 1; nothing where a page has no good one. */
  choose(roots: readonly [Root | undefined, Root | undefined]): 0 | 1 | undefined;
  /** Makes a transaction durable. */
  commit(disk: Disk, commit: Commit): void;
  /** Pages that the next transaction may write over. `readers`: the transactions whose trees are read now. */
  reusable(
    freed: readonly Freed[],
    readers: readonly number[],
    /** The last transaction whose root is durable for sure. */
    durable: number,
  ): readonly number[];
}
