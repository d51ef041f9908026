/**
 * A figure is anything that a notebook can show: an object that hands over one picture in several
 * forms, so that each reader (JupyterLab, the book, GitHub, a terminal) takes the best it can draw.
 *
 * @module
 */

import type { Recording } from "./explorer/recording.ts";

/** The forms of one picture, by media type. */
export type Bundle = Record<string, unknown>;

/** Where the Deno kernel looks for the forms of a value. */
export const display: unique symbol = Symbol.for("Jupyter.display") as never;

/** Where a page of the book looks for the run that a figure shows. */
export const recorded: unique symbol = Symbol.for("hb.recorded") as never;

/** Something that can be shown in a notebook. */
export interface Figure {
  /** The forms of the picture; `text/plain` is always among them, and is one line. */
  [display](): Bundle | Promise<Bundle>;
  /** The run of which it is a picture, for a reader who goes from moment to moment: see `explorer/recording.ts`. */
  [recorded]?(): Recording;
}

/**
 * The media type of a Vega-Lite specification. JupyterLab 4 and VS Code draw version 5 and know no
 * later one; what the charts use is the same in version 6.
 */
export const vegaLiteType = "application/vnd.vegalite.v5+json";

/**
 * Whether a value is a figure.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { isFigure } from "hb/figure/figure.ts";
 *
 * assert(isFigure({ [Symbol.for("Jupyter.display")]: () => ({ "text/plain": "a dot" }) }));
 * assert(!isFigure("a dot"));
 * ```
 */
export function isFigure(value: unknown): value is Figure {
  return typeof value === "object" && value !== null &&
    typeof (value as Partial<Figure>)[display] === "function";
}
