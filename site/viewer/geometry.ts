/** Where everything stands in the diagram, in px. @module */

import { laneKey } from "../../lib/figure/explorer/filter.ts";
import type { Lane } from "../../lib/model/story/cast.ts";
import { textWidth } from "../../lib/figure/text.ts";
import type { Model, Selection } from "./model.ts";
import type { Span } from "./span.ts";

/** The places of the diagram. */
export interface Geometry {
  readonly width: number;
  readonly height: number;
  /** Where the columns begin, right of the names. */
  readonly left: number;
  readonly right: number;
  /** The first line and the last. */
  readonly top: number;
  readonly bottom: number;
  /** Where the lines run. */
  readonly lines: readonly number[];
  /** The distance of two lines. */
  readonly row: number;
  /** How many columns there is room for. */
  readonly columns: number;
  /** The middle of a column. */
  x(column: number): number;
  y(lane: Lane): number;
}

interface Seen {
  readonly model: Model;
  readonly selection: Selection;
  readonly span: Span;
  readonly width: number;
}

/** Half of the height of an operation's bar. */
export const barHalf = 10;

/** The width of the names before the lines; it depends on all lines, so that a filter moves nothing. */
export function nameWidth({ cast }: Model, width: number): number {
  const longest = Math.max(
    40,
    ...cast.lanes.map(({ name }) => textWidth(name, 13)),
  );
  return Math.min(longest + 18, Math.max(64, width * 0.24));
}

/** The places for a width and a part of the run. */
export function geometryOf({ model, selection, span, width }: Seen): Geometry {
  const left = nameWidth(model, width);
  const right = width - 8;
  const { lanes } = selection;
  // Words stand between the lines: the fewer lines, the more room there is for them.
  const row = lanes.length <= 4 ? 92 : lanes.length <= 7 ? 76 : lanes.length <= 12 ? 52 : 34;
  const top = 46;
  const rows = new Map(lanes.map((lane, i) => [laneKey(lane), top + i * row]));
  const bottom = top + Math.max(0, lanes.length - 1) * row;
  return {
    width,
    height: bottom + 38,
    left,
    right,
    top,
    bottom,
    lines: [...rows.values()],
    row,
    columns: (right - left) / span.pitch,
    x: (column) => left + (column - span.left) * span.pitch,
    y: (lane) => rows.get(laneKey(lane)) ?? top,
  };
}
