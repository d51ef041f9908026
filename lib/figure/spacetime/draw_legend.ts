/** The legend of a diagram as SVG. @module */

import { words } from "../svg.ts";
import { rounded } from "../text.ts";
import { alarm, ink } from "../theme.ts";
import { head } from "./draw_arrow.ts";
import { shapes } from "./draw_mark.ts";
import { cross, operationLooks, rectangle } from "./elements.ts";
import type { LegendItem, Sample } from "./legend.ts";
import { legendType, sampleWidth } from "./legend.ts";

/** The height of a row of the legend, in px. */
const legendRow = 18;

/** Each example with its words; the legend begins at (left, top). */
export function drawnLegend(items: readonly LegendItem[], left: number, top: number): string[] {
  return items.flatMap((item) => {
    const x = left + item.x, y = top + legendRow * (item.row + 0.5);
    return [
      drawn(item.sample, x, y),
      words(item.words, x + sampleWidth, y + 4, `font-size="${legendType}"`),
    ];
  });
}

function drawn(sample: Sample, x: number, y: number): string {
  const line = (colour: string, to: number, style: string) =>
    `<path d="M${rounded(x)} ${rounded(y)}H${rounded(to)}" stroke="${colour}" ${style}/>`;
  const bar = (kind: keyof typeof operationLooks) =>
    rectangle(
      { x, y: y - 6, width: 24, height: 12 },
      `fill="${ink}" stroke="${ink}" ${operationLooks[kind]}`,
      "an operation",
      4,
    );
  const dashed = 'stroke-width="1.6" stroke-dasharray="5 4"';
  switch (sample.kind) {
    case "arrow":
      return line(sample.colour, x + (sample.open ? 16 : 20), 'stroke-width="1.6"') +
        head([[x, y], [x + 24, y]], sample.colour, sample.open);
    case "lost":
      return line(ink, x + 16, dashed) + cross(x + 18, y, 4, alarm);
    case "under way":
      return line(ink, x + 24, dashed);
    case "answered":
      return bar("ok");
    case "refused":
      return bar("fail");
    case "open":
      return bar("open");
    case "violation":
      return `<path d="M${rounded(x + 14)} ${rounded(y - 7)}v14" stroke="${alarm}" ` +
        `stroke-width="1.25" stroke-dasharray="2 3"/>`;
    case "down":
      return line(ink, x + 7, lane) +
        `<g transform="translate(17 0)">${line(ink, x + 7, lane)}</g>`;
    case "paused":
      return line(ink, x + 24, 'stroke-width="3" stroke-opacity="0.6" stroke-dasharray="1 6"');
    case "reach":
    case "side":
      return rectangle(
        { x, y: y - 6, width: 24, height: 12 },
        `fill="${alarm}" fill-opacity="${sample.kind === "side" ? 0.32 : 0.16}"`,
        "a fault",
        3,
      );
    case "mark": {
      const at = x + 14;
      const small = sample.mark === "halo"
        ? ` transform="translate(${rounded(at * 0.4)} ${rounded(y * 0.4)}) scale(0.6)"`
        : "";
      return `<g${small}>${shapes[sample.mark](rounded(at), rounded(y), at, y)}</g>`;
    }
  }
}

const lane = 'stroke-width="1.5" stroke-opacity="0.45"';
