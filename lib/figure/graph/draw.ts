/** A graph as SVG. Nothing here decides where anything goes. @module */

import { pageSvg, words } from "../svg.ts";
import { escape, rounded } from "../text.ts";
import { ink, palette } from "../theme.ts";
import type { Arrow, Point } from "./arrows.ts";
import { type NodeBox, size } from "./box.ts";
import type { Layout } from "./layout.ts";

/** The graph as one SVG element that needs nothing else; `plain` says what it shows. */
export function draw(layout: Layout, plain: string): string {
  return pageSvg(layout, { plain, title: size.title, text: size.text }, [
    ...layout.arrows.map((arrow) => drawnArrow(arrow, colourOf(layout.kinds.indexOf(arrow.kind)))),
    ...layout.boxes.map(drawnBox),
    ...layout.words.map(({ text, y }) => words(text, 14, y, `font-size="${size.words}"`)),
  ]);
}

function colourOf(index: number): string {
  return palette[index % palette.length]!;
}

function drawnBox({ x, y, width, height, name, lines, detail }: NodeBox): string {
  const [left, top] = [x - width / 2, y - height / 2];
  const middle = 'text-anchor="middle"';
  return [
    `<g><title>${escape(detail)}</title><rect x="${rounded(left)}" y="${rounded(top)}" ` +
    `width="${rounded(width)}" height="${rounded(height)}" rx="6" fill="${ink}" ` +
    `fill-opacity="0.06" stroke="${ink}" stroke-opacity="0.5"/>`,
    words(name, x, top + 22, `${middle} font-size="${size.name}" font-weight="600"`),
    ...lines.map((line, i) => words(line, x, top + 22 + size.line * (i + 1), middle)),
    "</g>",
  ].join("");
}

function drawnArrow({ start, bend, tip, label, detail }: Arrow, colour: string): string {
  const at = ([x, y]: Point) => `${rounded(x)} ${rounded(y)}`;
  const path = `M${at(start)}Q${at(bend)} ${at(tip)}`;
  const middle = (label.left + label.right) / 2;
  return [
    `<g><title>${escape(detail)}</title>`,
    `<path d="${path}" fill="none" stroke="${colour}" stroke-width="2"/>`,
    `<path d="${head(bend, tip)}" fill="${colour}"/>`,
    ...label.lines.map((line, i) =>
      words(
        line,
        middle,
        label.top + size.line * i + 12.5,
        `text-anchor="middle" font-size="${size.label}"${
          i === 0 ? ` font-weight="600" fill="${colour}"` : ""
        }`,
      )
    ),
    "</g>",
  ].join("");
}

/** A triangle at the end of a way that comes from `from`. */
function head(from: Point, tip: Point): string {
  const [dx, dy] = [tip[0] - from[0], tip[1] - from[1]];
  const length = Math.hypot(dx, dy) || 1;
  const [ux, uy] = [dx / length, dy / length];
  const corner = (side: number) =>
    `${rounded(tip[0] - 9 * ux - side * 4.2 * uy)} ${rounded(tip[1] - 9 * uy + side * 4.2 * ux)}`;
  return `M${rounded(tip[0])} ${rounded(tip[1])}L${corner(1)}L${corner(-1)}Z`;
}
