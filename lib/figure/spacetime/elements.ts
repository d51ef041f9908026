/** Elements of the SVG of a diagram. @module */

import { escape, rounded } from "../text.ts";
import type { OperationBar } from "./picture.ts";
import type { Box } from "./place.ts";

/** A rectangle with a tooltip. */
export function rectangle(box: Box, style: string, detail: string, radius: number): string {
  const round = radius === 0 ? "" : ` rx="${radius}"`;
  return `<rect x="${rounded(box.x)}" y="${rounded(box.y)}" width="${rounded(box.width)}" ` +
    `height="${rounded(box.height)}"${round} ${style}><title>${escape(detail)}</title></rect>`;
}

/** How the bar of an operation is filled and bordered, by how it ended. */
export const operationLooks: Readonly<Record<OperationBar["outcome"], string>> = {
  ok: 'fill-opacity="0.13" stroke-opacity="0.55"',
  fail: 'fill-opacity="0" stroke-opacity="0.55"',
  unknown: 'fill-opacity="0.05" stroke-opacity="0.55" stroke-dasharray="4 3"',
  open: 'fill-opacity="0.05" stroke-opacity="0.55" stroke-dasharray="4 3"',
};

/** A cross: what ended here ended badly. */
export function cross(x: number, y: number, size: number, colour: string): string {
  const [s, d] = [rounded(size), rounded(2 * size)];
  return `<path d="M${rounded(x)} ${rounded(y)}m-${s} -${s}l${d} ${d}m0 -${d}l-${d} ${d}" ` +
    `fill="none" stroke="${colour}" stroke-width="2" stroke-linecap="round"/>`;
}
