/** Boxes, and the sizes of what is written. @module */

/** A node with its place; `x` and `y` are its middle. */
export interface NodeBox {
  /** Its middle, from the left. */
  readonly x: number;
  /** Its middle, from the top. */
  readonly y: number;
  /** How wide it is. */
  readonly width: number;
  /** How high it is. */
  readonly height: number;
  /** Its name. */
  readonly name: string;
  /** What stands under the name. */
  readonly lines: readonly string[];
  /** All of its text. */
  readonly detail: string;
}

/** Sizes, in px. */
export const size = { title: 16, name: 13, text: 12, label: 12, words: 12.5, line: 16 };
