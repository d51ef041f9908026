/** Where the arrows of a graph go, and what stands beside them. @module */

import { bold, textWidth } from "../text.ts";
import { type NodeBox, size } from "./box.ts";
import type { GraphEdge } from "./options.ts";

/** A point, in px. */
export type Point = readonly [x: number, y: number];

/** Two lines of text beside an arrow. */
export interface Label {
  /** Its left side. */
  readonly left: number;
  /** Its right side. */
  readonly right: number;
  /** Its upper side. */
  readonly top: number;
  /** Its lower side. */
  readonly bottom: number;
  /** The kind of the arrow, and its reason if there is one. */
  readonly lines: readonly string[];
}

/** An arrow: a curve from its start by its bend to its tip. */
export interface Arrow {
  /** Where it begins, at the border of a box. */
  readonly start: Point;
  /** The control point of the quadratic curve. */
  readonly bend: Point;
  /** Where it ends, at the border of a box. */
  readonly tip: Point;
  /** Its kind. */
  readonly kind: string;
  /** What stands beside it. */
  readonly label: Label;
  /** What its tooltip says. */
  readonly detail: string;
  /** The same arrow elsewhere. */
  moved(x: number, y: number): Arrow;
}

type Place = Omit<NodeBox, "lines" | "name" | "detail">;

/** The arrows between boxes whose middle, all taken together, is at the average of theirs. */
export function arrowsOf(
  edges: readonly GraphEdge[],
  boxes: ReadonlyMap<string | number, NodeBox>,
): Arrow[] {
  const all = [...boxes.values()];
  const middle: Point = [
    all.reduce((sum, { x }) => sum + x, 0) / all.length,
    all.reduce((sum, { y }) => sum + y, 0) / all.length,
  ];
  const drawn = new Map<string, number>();
  return edges.map((edge) => {
    const pair = [edge.from, edge.to].map(String).sort().join("\n");
    const twin = drawn.get(pair) ?? 0;
    drawn.set(pair, twin + 1);
    return arrowOf(edge, boxes.get(edge.from)!, boxes.get(edge.to)!, middle, twin);
  });
}

function arrowOf(edge: GraphEdge, from: Place, to: Place, middle: Point, twin: number): Arrow {
  const half: Point = [(from.x + to.x) / 2, (from.y + to.y) / 2];
  const [ux, uy] = unit([to.x - from.x, to.y - from.y]);
  // Away from the middle; between boxes opposite to each other to the left of the way one goes.
  const radial: Point = [half[0] - middle[0], half[1] - middle[1]];
  const side = Math.hypot(...radial) < 1 || radial[0] * uy - radial[1] * ux >= 0 ? 1 : -1;
  const reach = (twin === 0 || Math.hypot(...radial) < 1 ? 1 : 1 + 1.6 * twin) * side * 44;
  const bend: Point = [half[0] + reach * uy, half[1] - reach * ux];
  const start = border(from, bend, 3), tip = border(to, bend, 5);
  const top: Point = [
    start[0] / 4 + bend[0] / 2 + tip[0] / 4,
    start[1] / 4 + bend[1] / 2 + tip[1] / 4,
  ];
  const label = labelOf(edge, top, [uy * side, -ux * side]);
  return moving({ start, bend, tip, kind: edge.kind, label, detail: edge.detail ?? "" });
}

function moving(arrow: Omit<Arrow, "moved">): Arrow {
  return {
    ...arrow,
    moved(x, y) {
      const move = ([a, b]: Point): Point => [a + x, b + y];
      const { left, right, top, bottom, lines } = arrow.label;
      return moving({
        ...arrow,
        start: move(arrow.start),
        bend: move(arrow.bend),
        tip: move(arrow.tip),
        label: { left: left + x, right: right + x, top: top + y, bottom: bottom + y, lines },
      });
    },
  };
}

/** Where the way from the middle of a box to a point leaves the box, and a little further. */
function border(box: Place, to: Point, further: number): Point {
  const [dx, dy] = [to[0] - box.x, to[1] - box.y];
  const scale = Math.min(
    (box.width / 2 + further) / Math.max(Math.abs(dx), 1e-9),
    (box.height / 2 + further) / Math.max(Math.abs(dy), 1e-9),
  );
  return [box.x + dx * scale, box.y + dy * scale];
}

/** Beside the arrow, on its outer side. */
function labelOf({ kind, why = "" }: GraphEdge, [x, y]: Point, [outX, outY]: Point): Label {
  const lines = why === "" ? [kind] : [kind, why];
  const width = Math.max(
    textWidth(kind, size.label) * bold,
    textWidth(why, size.label),
  );
  const height = size.line * lines.length;
  // As far out as the label reaches back: so it stands beside the tangent of the curve.
  const away = 7 + Math.abs(outX) * width / 2 + Math.abs(outY) * height / 2;
  const [centreX, centreY] = [x + outX * away, y + outY * away];
  return {
    left: centreX - width / 2,
    right: centreX + width / 2,
    top: centreY - height / 2,
    bottom: centreY + height / 2,
    lines,
  };
}

function unit([x, y]: Point): Point {
  const length = Math.hypot(x, y) || 1;
  return [x / length, y / length];
}
