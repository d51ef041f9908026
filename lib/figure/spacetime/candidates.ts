/** The places that a label may take, the best first. @module */

import type { DrawnArrow, LabelPlace } from "./drawing.ts";

/** The height of a line of label text, in px. */
export const labelHeight = 14;

/** Along an arrow, beside it when it is steep, above or below it when it is flat; or where it stops, if it does. */
export function alongArrow({ points, end }: DrawnArrow, width: number): LabelPlace[] {
  const [x1, y1] = points[0] ?? [0, 0];
  const [x2, y2] = points.at(-1) ?? [0, 0];
  if (points.length === 3) {
    const [x, y] = points[1] ?? [0, 0];
    return around(x, y + 12, 8, width).slice(0, 3);
  }
  const places: LabelPlace[] = [];
  for (const part of [0.5, 0.36, 0.64, 0.24, 0.76, 0.13, 0.87, 0.43, 0.57, 0.3, 0.7, 0.18, 0.82]) {
    const [x, y] = [x1 + (x2 - x1) * part, y1 + (y2 - y1) * part];
    places.push(...beside(x, y, x2 - x1, y2 - y1, width));
  }
  return end === "head" ? places : [...places, ...atStop(x2, y2, width)];
}

/** Behind the cross or the end of the dashes, before it, above it and below. */
function atStop(x: number, y: number, width: number): LabelPlace[] {
  const box = { width, height: labelHeight };
  return [
    { ...box, x: x + 9, y: y - labelHeight / 2, anchor: "start" },
    { ...box, x: x - 9 - width, y: y - labelHeight / 2, anchor: "end" },
    ...around(x, y, 8, width).slice(0, 2),
  ];
}

/** The four sides of a point of a line with direction (dx, dy), where the line leaves room. */
function beside(x: number, y: number, dx: number, dy: number, width: number): LabelPlace[] {
  const [w, h] = [width, labelHeight];
  const box = { width: w, height: h };
  // How far the line strays over the height, or over the width, of the label.
  const sideways = dy === 0 ? Infinity : 4 + (h / 2) * Math.abs(dx / dy);
  const upwards = dx === 0 ? Infinity : 1 + (w / 2) * Math.abs(dy / dx);
  const places: LabelPlace[] = [];
  if (sideways < 34) {
    places.push(
      { ...box, x: x + sideways, y: y - h / 2, anchor: "start" },
      { ...box, x: x - sideways - w, y: y - h / 2, anchor: "end" },
    );
  }
  if (upwards < 26) {
    places.push(
      { ...box, x: x - w / 2, y: y - upwards - h, anchor: "middle" },
      { ...box, x: x - w / 2, y: y + upwards, anchor: "middle" },
    );
  }
  return upwards < sideways ? places.reverse() : places;
}

/** Around a point on a line: above it first, then below, further and further out. */
export function around(x: number, y: number, clear: number, width: number): LabelPlace[] {
  const box = { width, height: labelHeight };
  const places: LabelPlace[] = [];
  for (const out of [0, 1, 2]) {
    const above = y - clear - labelHeight - out * (labelHeight + 1);
    const below = y + clear + out * (labelHeight + 1);
    for (const top of [above, below]) {
      places.push(
        { ...box, x: x - width / 2, y: top, anchor: "middle" },
        { ...box, x: x - 3, y: top, anchor: "start" },
        { ...box, x: x - width + 3, y: top, anchor: "end" },
        { ...box, x: x + clear + 2, y: top, anchor: "start" },
        { ...box, x: x - width - clear - 2, y: top, anchor: "end" },
        { ...box, x: x - width / 4, y: top, anchor: "middle" },
        { ...box, x: x - width * 3 / 4, y: top, anchor: "middle" },
      );
    }
  }
  return places;
}
