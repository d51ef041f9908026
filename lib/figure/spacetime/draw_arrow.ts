/** A message as SVG. @module */

import { escape, rounded } from "../text.ts";
import { alarm } from "../theme.ts";
import type { DrawnArrow } from "./drawing.ts";
import { cross } from "./elements.ts";

/** The arrow with its end, its tooltip, and a wide invisible line that is easy to point at. */
export function drawnArrow({ points, end, open, colour, faint, detail }: DrawnArrow): string {
  const path = pathOf(points);
  const [x, y] = points.at(-1) ?? [0, 0];
  const dash = end === "head" ? "" : ' stroke-dasharray="5 4"';
  const [sx, sy] = points[0] ?? [0, 0];
  const tip = end === "head"
    ? head(points, colour, open)
    : end === "cross"
    ? cross(x, y, 4, alarm)
    : "";
  return `<g${faint ? ' opacity="0.22"' : ""}><title>${escape(detail)}</title>` +
    `<path d="${path}" fill="none" stroke="transparent" stroke-width="9"/>` +
    `<path d="${path}" fill="none" stroke="${colour}" stroke-width="1.6"${dash}/>` +
    `<circle cx="${rounded(sx)}" cy="${rounded(sy)}" r="2.2" fill="${colour}"/>${tip}</g>`;
}

function pathOf(points: DrawnArrow["points"]): string {
  const at = ([x, y]: readonly [number, number]) => `${rounded(x)} ${rounded(y)}`;
  const [start, bend, end] = points;
  if (start === undefined || bend === undefined) return "";
  if (end === undefined) return `M${at(start)}L${at(bend)}`;
  // The curve passes through the bend when its control point is twice as high.
  const control: [number, number] = [bend[0], 2 * bend[1] - (start[1] + end[1]) / 2];
  return `M${at(start)}Q${at(control)} ${at(end)}`;
}

/** A triangle whose tip is the last point; an open one is two strokes. */
export function head(points: DrawnArrow["points"], colour: string, open: boolean): string {
  const [x, y] = points.at(-1) ?? [0, 0];
  const [fromX, fromY] = points.at(-2) ?? [x - 1, y];
  const length = Math.hypot(x - fromX, y - fromY) || 1;
  const [ux, uy] = [(x - fromX) / length, (y - fromY) / length];
  const corner = (side: number) =>
    `${rounded(x - 8 * ux - side * 3.6 * uy)} ${rounded(y - 8 * uy + side * 3.6 * ux)}`;
  const tip = `${rounded(x)} ${rounded(y)}`;
  if (open) {
    const d = `M${corner(1)}L${tip}L${corner(-1)}`;
    return `<path d="${d}" fill="none" stroke="${colour}" stroke-width="1.6"/>`;
  }
  const d = `M${tip}L${corner(1)}L${corner(-1)}Z`;
  return `<path d="${d}" fill="${colour}"/>`;
}
