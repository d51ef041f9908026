/** What keeps the pages of a tree, and its versions: all in which the two engines differ. @module */

import type { Pointer } from "./page.ts";
import type { Pager, View } from "./pager.ts";

/** A version that somebody reads. */
export interface HeldView extends View {
  /** Nobody reads it any more. */
  release(): void;
}

/** Pages that are in use though no tree leads to them, and pages that are not. */
export interface Census {
  /** How many pages the file has. */
  readonly end: number;
  /** In use apart from the tree. */
  readonly used: readonly number[];
  /** Free, now or as soon as nobody needs their former content. */
  readonly free: readonly number[];
}

/** How it is used: `begin`, changes through the pager, `end` or `undo`; and so on, and `sync` between. */
export interface Store {
  /** The pages of the version that is being written. */
  readonly pager: Pager;
  /** Where its tree begins. */
  readonly root: Pointer;
  /** A batch begins; with `isRoomy` false it may use what is kept back for deleting. */
  begin(isRoomy: boolean): void;
  /** The batch is over, and the tree begins there now. */
  end(root: Pointer): void;
  /** Takes back the batch that began; false if that cannot be done. */
  undo(): boolean;
  /** Makes room, if it can; false if there is none to be made. */
  relieve(): boolean;
  /** Makes durable all batches that are over. */
  sync(): void;
  /** The version after the last batch. */
  view(): HeldView;
  /** What there is apart from the tree. */
  census(): Census;
}
