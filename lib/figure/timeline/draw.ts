/** A timeline as SVG. Nothing here decides where anything goes. @module */

import { labelHeight } from "../spacetime/candidates.ts";
import { drawnNotes, drawnNumber } from "../spacetime/draw_notes.ts";
import { frameOf, notesHeight } from "../spacetime/notes.ts";
import { pageSvg, words } from "../svg.ts";
import { escape, rounded } from "../text.ts";
import { alarm, ink, palette } from "../theme.ts";
import type { Bar } from "./bars.ts";
import type { Layout } from "./layout.ts";
import { legendHeight, type LegendItem, legendSize } from "./legend.ts";
import { margin, size } from "./size.ts";

/** The timeline as one SVG element that needs nothing else; `plain` says what it shows. */
export function draw(layout: Layout, plain: string): string {
  return pageSvg(layout, { plain, title: size.title, text: size.label }, [
    ...layout.rows.flatMap((row) => rowOf(row, layout)),
    ...layout.bars.map(bar),
    ...layout.bars.flatMap((each) => rest(each, frameOf(layout.notes.length))),
    ...layout.bars.flatMap(point),
    ...axis(layout),
    ...layout.legend.flatMap((item) => legendItem(item, margin, layout.axis + 46)),
    ...drawnNotes(layout.notes, margin, layout.axis + 46 + legendHeight(layout.legend)),
    ...layout.words.map((line, i) => {
      const top = layout.axis + 60 + legendHeight(layout.legend) + notesHeight(layout.notes);
      return words(line, margin, top + 18 * i, `font-size="${size.words}"`);
    }),
  ]);
}

function rowOf({ name, y }: Layout["rows"][number], { left, right }: Layout): string[] {
  const middle = rounded(y + size.bar / 2);
  const style = `font-size="${size.name}" font-weight="600" text-anchor="end"`;
  return [
    `<path d="M${rounded(left)} ${middle}H${rounded(right)}" stroke="${ink}" ` +
    `stroke-opacity="0.2"/>`,
    ...(name === "" ? [] : [words(name, left - 8, y + size.bar - 3, style)]),
  ];
}

const looks = {
  plain: `fill="${ink}" fill-opacity="0.14" stroke="${ink}" stroke-opacity="0.5"`,
  highlight: `fill="${palette[0]}" fill-opacity="0.28" stroke="${palette[0]}" stroke-width="2"`,
  offending: `fill="${alarm}" fill-opacity="0.3" stroke="${alarm}" stroke-width="2.5"`,
};

function bar({ x, y, width, label, detail, kind, open }: Bar): string {
  const dashes = open ? ' stroke-dasharray="4 3"' : "";
  const weight = kind === "plain" ? "" : 'font-weight="600"';
  return `<g><title>${escape(detail)}</title><rect x="${rounded(x)}" y="${rounded(y)}" ` +
    `width="${rounded(width)}" height="${size.bar}" rx="3" ${looks[kind]}${dashes}/>` +
    `${label === "" ? "" : words(label, x, y - 5, weight)}</g>`;
}

/** A sample of a mark, and what it means; dashes are those of any bar. */
function legendItem(
  { mark, words: text, x, row }: LegendItem,
  left: number,
  top: number,
): string[] {
  const at = left + x, middle = top + legendSize.row * (row + 0.5);
  const look = mark === "open"
    ? `${looks.plain} stroke-dasharray="4 3"`
    : mark === "point"
    ? undefined
    : looks[mark];
  const sample = look === undefined
    ? dot(at + legendSize.sample / 2, middle)
    : `<rect x="${rounded(at)}" y="${rounded(middle - 5)}" width="${legendSize.sample}" ` +
      `height="10" rx="3" ${look}/>`;
  return [sample, words(text, at + legendSize.words, middle + 4, "")];
}

function dot(x: number, y: number): string {
  return `<circle cx="${rounded(x)}" cy="${rounded(y)}" r="3" fill="${ink}"/>`;
}

/** The number of what the label of a bar has no room for. */
function rest({ rest, y }: Bar, width: number): string[] {
  if (rest === undefined) return [];
  const box = { x: rest.x, y: y - 16, width, height: labelHeight };
  return [drawnNumber({ box, number: rest.number })];
}

function point({ point, y }: Bar): string[] {
  if (point === undefined) return [];
  return [
    `<g><title>number ${point.rank} in the order</title>${dot(point.x, y + size.bar / 2)}</g>`,
  ];
}

function axis({ axis, left, right, ruler, axisTitle }: Layout): string[] {
  return [
    `<path d="M${rounded(left)} ${rounded(axis)}H${rounded(right)}" stroke="${ink}" ` +
    `stroke-opacity="0.45"/>`,
    ...ruler.ticks.flatMap(({ x, label }) => [
      `<path d="M${rounded(x)} ${rounded(axis)}v4" stroke="${ink}" stroke-opacity="0.45"/>`,
      words(label, x, axis + 17, 'font-size="11.5" text-anchor="middle"'),
    ]),
    words(axisTitle, (left + right) / 2, axis + 35, 'font-size="12" text-anchor="middle"'),
  ];
}
