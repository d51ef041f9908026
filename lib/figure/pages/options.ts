/** What a picture of pages is made of. @module */

/** A page of a tree. */
export interface TreePage {
  /** Its place in the file. */
  readonly number: number;
  /** Its keys, as they are read. */
  readonly keys: readonly string[];
  /** The numbers of the pages that it leads to, from left to right; none: it is a leaf. */
  readonly children: readonly number[];
}

/** Where a tree begins. */
export interface TreeRoot {
  /** What it is called: "meta page 0". */
  readonly name: string;
  /** Counts up: the newest root has the greatest. */
  readonly epoch: number;
  /** The number of the page that it leads to. */
  readonly page: number;
}

/** The pages of a file. */
export interface PageTree {
  /** The roots, one or two, in any order. */
  readonly roots: readonly TreeRoot[];
  /** All pages that a root leads to. */
  readonly pages: readonly TreePage[];
  /** The numbers of pages that may be written over. */
  readonly free?: readonly number[];
  /** The numbers of pages that list the free ones. */
  readonly lists?: readonly number[];
}

/** How pages are drawn. */
export interface PagesOptions {
  /** The finding, in words. */
  readonly title: string;
  /** How wide the picture is at least, in px; default 520. */
  readonly width?: number;
}
