/** A drawing as SVG. Nothing here decides where anything goes. @module */

import { escape, rounded } from "../text.ts";
import { pageSvg, words } from "../svg.ts";
import { alarm, ink } from "../theme.ts";
import type { Drawing, DrawnMoment, Label } from "./drawing.ts";
import { drawnArrow } from "./draw_arrow.ts";
import { drawnLegend } from "./draw_legend.ts";
import { drawnMark } from "./draw_mark.ts";
import { drawnNotes, drawnNumber } from "./draw_notes.ts";
import { type Frame, type as typeSize, verdictHeight } from "./frame.ts";
import { notesHeight } from "./notes.ts";
import type { Box } from "./place.ts";
import { operationLooks, rectangle } from "./elements.ts";

/** The diagram as one SVG element that needs nothing else; `plain` says what it shows. */
export function draw(drawing: Drawing, plain: string): string {
  const { frame, notes, numbers } = drawing;
  const foot = frame.height - verdictHeight(frame);
  return pageSvg(frame, { plain, title: typeSize.title, text: typeSize.label }, [
    ...drawing.reaches.map(({ box, kind, detail }) =>
      rectangle(box, `fill="${alarm}" fill-opacity="${kind === "side" ? 0.26 : 0.1}"`, detail, 3)
    ),
    ...lanes(drawing),
    ...drawing.moments.map(moment),
    ...operations(drawing),
    ...drawing.arrows.map(drawnArrow),
    ...drawing.marks.map(drawnMark),
    ...axis(frame),
    ...drawing.labels.map(label),
    ...numbers.map(drawnNumber),
    ...drawnLegend(frame.legend, frame.left, frame.axis + 46),
    ...drawnNotes(notes, frame.left, foot - notesHeight(notes)),
    ...verdict(frame),
  ]);
}

/** A line is solid while its process runs; it is open while down, dotted while paused. */
function lanes(drawing: Drawing): string[] {
  const { lanes, outages, frame } = drawing;
  const tips = outages.map(({ box, detail }) => rectangle(box, 'fill="transparent"', detail, 0));
  return [...lanes.flatMap((lane) => laneOf(lane, drawing, frame)), ...tips];
}

function laneOf(
  { y, name, faint }: Lane,
  { outages, operations }: Drawing,
  frame: Frame,
): string[] {
  const shade = faint ? ' opacity="0.4"' : "";
  const line = (from: number, to: number, style: string) =>
    to - from < 0.01 ? [] : [
      `<path d="M${rounded(from)} ${rounded(y)}H${rounded(to)}" stroke="${ink}" ${style}${shade}/>`,
    ];
  const here = ({ box }: { box: Box }) => Math.abs(box.y + box.height / 2 - y) < 0.01;
  const breaks = [...outages, ...operations].filter(here).sort((a, b) => a.box.x - b.box.x);
  const weight = `font-size="${typeSize.name}" font-weight="600" text-anchor="end"${shade}`;
  const elements = [words(name, frame.left - 8, y + 4, weight)];
  let x = frame.left;
  for (const { box, kind } of breaks) {
    elements.push(...line(x, box.x, solid));
    x = Math.max(x, box.x + box.width);
    if (kind === "paused") elements.push(...line(box.x, x, dotted));
  }
  return [...elements, ...line(x, frame.right, solid)];
}

type Lane = Drawing["lanes"][number];
const solid = 'stroke-width="1.5" stroke-opacity="0.45"';
const dotted = 'stroke-width="3" stroke-opacity="0.6" stroke-dasharray="1 6"';

function operations({ operations }: Drawing): string[] {
  return operations.map(({ box, kind, detail }) =>
    rectangle(box, `fill="${ink}" stroke="${ink}" ${operationLooks[kind]}`, detail, 5)
  );
}

function moment({ x, from, to, kind, detail }: DrawnMoment): string {
  const style = kind === "violation"
    ? 'stroke-width="1.25" stroke-dasharray="2 3"'
    : 'stroke-width="1" stroke-opacity="0.75"';
  return `<g><title>${escape(detail)}</title><path d="M${rounded(x)} ${rounded(from)}V${
    rounded(to)
  }" stroke="${alarm}" ${style}/></g>`;
}

function axis({ axis, left, right, ruler, axisTitle }: Frame): string[] {
  const ticks = ruler.ticks.flatMap(({ x, label }) => [
    `<path d="M${rounded(x)} ${rounded(axis)}v4" stroke="${ink}" stroke-opacity="0.45"/>`,
    words(label, x, axis + 17, `font-size="${typeSize.axis}" text-anchor="middle"`),
  ]);
  return [
    `<path d="M${rounded(left)} ${rounded(axis)}H${
      rounded(right)
    }" stroke="${ink}" stroke-opacity="0.45"/>`,
    ...ticks,
    words(axisTitle, (left + right) / 2, axis + 35, 'font-size="12" text-anchor="middle"'),
  ];
}

function label({ place, text, kind }: Label): string {
  const { x, y, width, anchor } = place;
  const at = anchor === "start" ? x : anchor === "end" ? x + width : x + width / 2;
  const fixed = anchor === "start" ? "" : ` text-anchor="${anchor}"`;
  const style = kind === "mark" ? ' font-style="italic"' : "";
  return words(text, at, y + 11, (fixed + style).trim());
}

function verdict({ verdict, height }: Frame): string[] {
  const top = height - 8 - 18 * verdict.length;
  if (verdict.length === 0) return [];
  return [
    `<circle cx="18" cy="${
      rounded(top + 8)
    }" r="5.5" fill="none" stroke="${alarm}" stroke-width="2.5"/>`,
    ...verdict.map((line, i) =>
      words(line, 32, top + 12.5 + 18 * i, 'font-size="12.5" font-weight="600"')
    ),
  ];
}
