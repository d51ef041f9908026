/**
 * Ranges of keys over time as a picture: the keys from top to bottom, time from left to right, and a box for each
 * range as long as it was the same. A split is a box that becomes two, a merge two that become one.
 *
 * @module
 */

import type { Figure } from "../figure.ts";
import { pageSvg, svgFigure, words } from "../svg.ts";
import { bold, escape, rounded, textWidth, wrap, wrapEvenly } from "../text.ts";
import { ink, palette } from "../theme.ts";
import { assertRanges } from "./assert_ranges.ts";
import type { RangesOptions, RangeSpan } from "./options.ts";

export type { RangeKey, RangeMark, RangesOptions, RangeSpan } from "./options.ts";

const margin = 10, size = { title: 15, text: 12.5, small: 12 } as const;

/**
 * Ranges.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { display } from "hb/figure/figure.ts";
 * import { rangePicture } from "hb/figure/ranges/ranges.ts";
 *
 * const figure = rangePicture([
 *   { name: "range 1", from: 0, to: 500, low: 0, high: 10 },
 *   { name: "range 1", from: 500, to: 900, low: 0, high: 4 },
 *   { name: "range 2", from: 500, to: 900, low: 4, high: 10 },
 * ], { title: "A split", keys: [{ text: "m", at: 4 }] });
 * assertEquals(
 *   (await figure[display]())["text/plain"],
 *   "A split (ranges over time: range 1 0–10 from 0 ms; range 1 0–4 from 500 ms; " +
 *     "range 2 4–10 from 500 ms)",
 * );
 * ```
 */
export function rangePicture(spans: readonly RangeSpan[], options: RangesOptions): Figure {
  assertRanges(spans, options);
  const plain = plainText(spans, options);
  return svgFigure(() => ({ svg: draw(spans, options, plain), plain }));
}

interface Places {
  readonly x: (at: number) => number;
  readonly y: (key: number) => number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly first: number;
  readonly last: number;
}

function placesOf(
  spans: readonly RangeSpan[],
  { keys, width = 640, height = 220 }: RangesOptions,
  titleLines: number,
): Places {
  const low = Math.min(...spans.map((span) => span.low), ...keys.map(({ at }) => at));
  const high = Math.max(...spans.map((span) => span.high), ...keys.map(({ at }) => at));
  const first = Math.min(...spans.map(({ from }) => from));
  const last = Math.max(...spans.map(({ to }) => to));
  const names = keys.map(({ text }) => textWidth(text, size.small));
  const left = Math.ceil(margin + 20 + Math.max(24, ...names) + 8);
  const right = width - margin - 6, top = margin + 21 * titleLines + 26, bottom = top + height;
  return {
    x: (at) => left + (at - first) / (last - first) * (right - left),
    y: (key) => top + (key - low) / (high - low) * height,
    ...{ left, right, top, bottom, first, last },
  };
}

function draw(spans: readonly RangeSpan[], options: RangesOptions, plain: string): string {
  const { keys, marks = [], width = 640 } = options;
  const title = wrapEvenly(options.title, size.title * bold, width - 2 * margin);
  const places = placesOf(spans, options, title.length), { left, right, bottom } = places;
  const names = [...new Set(spans.map(({ name }) => name))];
  const legend = legendOf(spans, marks.map(({ words }) => words))
    .flatMap((line) => wrap(line, size.small, width - 2 * margin));
  return pageSvg(
    { width, height: bottom + 44 + 17 * legend.length + margin, title },
    { plain, title: size.title, text: size.text },
    [
      ...spans.flatMap((span) => drawSpan(span, colourOf(span.name, names), places)),
      ...keys.map(({ text, at }) =>
        words(text, left - 8, places.y(at) + 4, `font-size="${size.small}" text-anchor="end"`)
      ),
      `<text transform="translate(${margin + 8} ${
        rounded((places.top + bottom) / 2)
      }) rotate(-90)" ` +
      `font-size="${size.small}" text-anchor="middle">keys</text>`,
      ...timeAxis(places),
      ...marks.flatMap(({ at }, i) => drawMark(places.x(at), i + 1, places)),
      ...legend.map((line, i) =>
        words(line, margin, bottom + 56 + 17 * i, `font-size="${size.small}"`)
      ),
      words("time (ms)", right, bottom + 36, `font-size="${size.small}" text-anchor="end"`),
    ],
  );
}

function colourOf(name: string, names: readonly string[]): string {
  return palette[names.indexOf(name) % palette.length]!;
}

function drawSpan(
  { name, note, from, to, low, high, stopped = false }: RangeSpan,
  colour: string,
  { x, y }: Places,
): string[] {
  const left = x(from), width = x(to) - left, top = y(low), height = y(high) - top;
  const look = stopped
    ? `fill="none" stroke="${colour}" stroke-dasharray="5 4"`
    : `fill="${colour}" fill-opacity="0.2" stroke="${colour}"`;
  const said = [name, ...note === undefined ? [] : [note]];
  const told = `${said.join(", ")}${stopped ? ", stopped" : ""}`;
  const lines = height >= 17 * said.length + 4 ? said : said.slice(0, 1);
  const fits = height >= 18 && lines.every((line) => textWidth(line, size.small) <= width - 8);
  return [
    `<rect x="${rounded(left + 1)}" y="${rounded(top + 1)}" width="${rounded(width - 2)}" ` +
    `height="${rounded(height - 2)}" rx="3" stroke-width="1.4" ${look}>` +
    `<title>${escape(told)}</title></rect>`,
    ...fits
      ? lines.map((line, i) =>
        words(line, left + 6, top + 16 + 16 * i, `font-size="${size.small}"`)
      )
      : [],
  ];
}

function timeAxis({ x, left, right, bottom, first, last }: Places): string[] {
  const step = niceStep((last - first) / 6), ticks: number[] = [];
  for (let at = Math.ceil(first / step) * step; at <= last; at += step) ticks.push(at);
  return [
    `<path d="M${rounded(left)} ${rounded(bottom + 4)}H${rounded(right)}" stroke="${ink}" ` +
    `stroke-opacity="0.45"/>`,
    ...ticks.flatMap((at) => [
      `<path d="M${rounded(x(at))} ${
        rounded(bottom + 4)
      }v4" stroke="${ink}" stroke-opacity="0.45"/>`,
      words(
        String(at),
        x(at),
        bottom + 20,
        `font-size="${size.small}" text-anchor="${at === last ? "end" : "middle"}"`,
      ),
    ]),
  ];
}

/** 1, 2 or 5 times a power of ten. */
function niceStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= least)!;
}

function drawMark(x: number, number: number, { top, bottom }: Places): string[] {
  return [
    `<path d="M${rounded(x)} ${rounded(top - 6)}V${rounded(bottom + 4)}" stroke="${ink}" ` +
    `stroke-width="1.2" stroke-opacity="0.8"/>`,
    words(String(number), x, top - 10, `font-size="${size.small}" text-anchor="middle"`),
  ];
}

function legendOf(spans: readonly RangeSpan[], marks: readonly string[]): string[] {
  const small = spans.some(({ stopped = false }) => stopped)
    ? ["a broken edge: the range has stopped, and serves nobody"]
    : [];
  return ["a box: a range and its keys, as long as they stay the same", ...small]
    .concat(marks.map((mark, i) => `${i + 1}: ${mark}`));
}

function plainText(spans: readonly RangeSpan[], { title, marks = [] }: RangesOptions): string {
  const boxes = spans.map(({ name, low, high, from, stopped }) =>
    `${name} ${rounded(low)}–${rounded(high)} from ${rounded(from)} ms${stopped ? ", stopped" : ""}`
  );
  const happened = marks.map(({ at, words }) => `${rounded(at)} ms: ${words}`);
  return `${title} (ranges over time: ${[...boxes, ...happened].join("; ")})`;
}
