/** The marks of a diagram as SVG. @module */

import { escape, rounded } from "../text.ts";
import { alarm, ink } from "../theme.ts";
import type { DrawnMark } from "./drawing.ts";
import { cross } from "./elements.ts";

/** A mark with its tooltip. */
export function drawnMark({ x, y, kind, detail, faint }: DrawnMark): string {
  const shade = faint ? ' opacity="0.3"' : "";
  return `<g${shade}><title>${escape(detail)}</title>${
    shapes[kind](rounded(x), rounded(y), x, y)
  }</g>`;
}

/** A mark at (left, top) px; x and y are the same as text. */
export type Shape = (x: string, y: string, left: number, top: number) => string;

/** Each mark at a point, given as text and as numbers. */
export const shapes: Record<DrawnMark["kind"], Shape> = {
  crash: (_x, _y, left, top) => cross(left, top, 5.5, alarm),
  restart: (x, y) => `<circle cx="${x}" cy="${y}" r="4.5" fill="${ink}" fill-opacity="0.75"/>`,
  pause: (x, y) => `<path d="M${x} ${y}m-2.5 -5v10m5 -10v10" stroke="${ink}" stroke-width="2"/>`,
  // A clock at five past three, near enough.
  timer: (x, y) =>
    `<circle cx="${x}" cy="${y}" r="5" fill="none" stroke="${ink}" stroke-width="1.3"/>` +
    `<path d="M${x} ${y}m0 -3v3h2.4" fill="none" stroke="${ink}" stroke-width="1.3"/>`,
  save: (x, y) => `<path d="M${x} ${y}m-3 -3h6v6h-6z" fill="${ink}" fill-opacity="0.55"/>`,
  // Hollow and struck out.
  undone: (x, y) =>
    `<path d="M${x} ${y}m-3 -3h6v6h-6z" fill="none" stroke="${ink}" stroke-opacity="0.7"/>` +
    `<path d="M${x} ${y}m-4.5 4.5l9 -9" fill="none" stroke="${alarm}" stroke-width="1.5"/>`,
  state: (x, y) => `<path d="M${x} ${y}m-3.5 0l3.5 -3.5l3.5 3.5l-3.5 3.5z" fill="${ink}"/>`,
  halo: (x, y) =>
    `<circle cx="${x}" cy="${y}" r="11" fill="${alarm}" fill-opacity="0.18" stroke="${alarm}" ` +
    `stroke-width="2.5"/>`,
};
