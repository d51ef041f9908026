/// <reference lib="dom" />
/** Words beside arrows and marks, where there is room for them. @module */

import { rounded, shorten, textWidth } from "../../lib/figure/text.ts";
import { svg } from "./element.ts";
import type { Geometry } from "./geometry.ts";

/** Words that ask for a place. */
export interface Wish {
  readonly text: string;
  /** The line beside which they may stand. */
  readonly points: readonly (readonly [x: number, y: number])[];
  /** The lower, the sooner it gets its place. */
  readonly weight: number;
  readonly faint: boolean;
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

const size = 12;
const mostLabels = 140;
const longest = 190;

/** Places words greedily: those that count most first, and those without room not at all. */
export function drawLabels(
  wishes: readonly Wish[],
  geometry: Geometry,
): SVGElement {
  const group = svg("g", { class: "hbx-labels" });
  const boxes: Box[] = [];
  const sorted = [...wishes].sort((a, b) => a.weight - b.weight).slice(
    0,
    2 * mostLabels,
  );
  for (const wish of sorted) {
    if (boxes.length >= mostLabels) break;
    const text = shorten(wish.text, size, longest);
    const box = place(wish, textWidth(text, size), boxes, geometry);
    if (box === undefined) continue;
    boxes.push(box);
    const faint = wish.faint ? { class: "hbx-later" } : {};
    group.append(
      svg("text", { x: rounded(box.x), y: rounded(box.y), ...faint }, text),
    );
  }
  return group;
}

function place(
  { points }: Wish,
  width: number,
  boxes: readonly Box[],
  { left, right, lines }: Geometry,
): Box | undefined {
  const [[x1, y1], [x2, y2]] = [points[0]!, points.at(-1)!];
  for (const part of [0.5, 0.36, 0.64, 0.24, 0.76]) {
    const [cx, cy] = [x1 + (x2 - x1) * part, y1 + (y2 - y1) * part];
    const bend = points.length > 2 ? points[1]![1] - 4 : cy - 4;
    for (const side of [bend, cy + size + 2]) {
      const box = { x: cx - width / 2, y: side, width };
      const inside = box.x >= left - 2 && box.x + width <= right + 4 &&
        box.y >= size + 10;
      // Words on a line would hide what happens there.
      const across = lines.some((line) => line > side - size && line < side + 4);
      if (inside && !across && !boxes.some((other) => overlap(box, other))) {
        return box;
      }
    }
  }
  return undefined;
}

function overlap(a: Box, b: Box): boolean {
  return Math.abs(a.y - b.y) < size + 2 && a.x < b.x + b.width + 6 &&
    b.x < a.x + a.width + 6;
}
