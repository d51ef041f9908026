/** Whether anything in a graph lies on top of anything else. @module */

import type { Arrow, Point } from "./arrows.ts";
import type { NodeBox } from "./box.ts";

interface Area {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Whether boxes, labels or arrows overlap; arrows may cross each other. */
export function clashes(boxes: readonly NodeBox[], arrows: readonly Arrow[]): boolean {
  const areas = [...boxes.map(areaOf), ...arrows.map(({ label }) => label)];
  return areas.some((area, i) =>
    areas.slice(0, i).some((other) => overlap(area, other)) ||
    arrows.some((arrow) => pointsOf(arrow).some((point) => contains(area, point)))
  );
}

function areaOf({ x, y, width, height }: NodeBox): Area {
  return { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 };
}

/** What there must be between two texts, in px. */
const clearance = 6;

function overlap(a: Area, b: Area): boolean {
  return a.left < b.right + clearance && b.left < a.right + clearance &&
    a.top < b.bottom + clearance && b.top < a.bottom + clearance;
}

function contains({ left, right, top, bottom }: Area, [x, y]: Point): boolean {
  return left < x && x < right && top < y && y < bottom;
}

/** Points along the curve. */
function pointsOf({ start, bend, tip }: Arrow): Point[] {
  return Array.from({ length: 17 }, (_, i) => {
    const t = i / 16;
    const at = (axis: 0 | 1) =>
      start[axis] * (1 - t) ** 2 + 2 * bend[axis] * t * (1 - t) + tip[axis] * t ** 2;
    return [at(0), at(1)];
  });
}
