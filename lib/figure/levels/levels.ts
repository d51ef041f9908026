/**
 * A log-structured merge tree as a picture: a row for each level from the newest to the oldest, a line for
 * each run in it, and a box for each table that reaches from its first key to its last on one axis (LevelDB,
 * `doc/impl.md`).
 *
 * @module
 */

import type { Figure } from "../figure.ts";
import { pageSvg, svgFigure, words } from "../svg.ts";
import { bold, rounded, textWidth, wrap, wrapEvenly } from "../text.ts";
import { ink } from "../theme.ts";
import { assertLevels } from "./assert_levels.ts";
import { drawTable } from "./draw_table.ts";
import { box, gap, margin, size } from "./size.ts";
import type { KeyPlace, LevelRow, LevelsOptions } from "./options.ts";
import { askedWords, legendOf, plainText } from "./words.ts";

export type { Asked, KeyPlace, LevelRow, LevelsOptions, LevelTable } from "./options.ts";

/**
 * Levels.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { display } from "hb/figure/figure.ts";
 * import { levelPicture } from "hb/figure/levels/levels.ts";
 *
 * const figure = levelPicture([
 *   { name: "level 0", runs: [[{ name: "9", from: 2, to: 8 }], [{ name: "7", from: 0, to: 9 }]] },
 *   { name: "level 1", runs: [[{ name: "4", from: 0, to: 4 }, { name: "5", from: 5, to: 9 }]] },
 * ], { title: "Only level 0 has tables that overlap" });
 * assertEquals(
 *   (await figure[display]())["text/plain"],
 *   "Only level 0 has tables that overlap (levels: level 0 [9] [7]; level 1 [4][5])",
 * );
 * ```
 */
export function levelPicture(rows: readonly LevelRow[], options: LevelsOptions): Figure {
  assertLevels(rows, options);
  return svgFigure(() => ({ svg: draw(rows, options), plain: plainText(rows, options) }));
}

/** Where things are from left to right. */
interface Columns {
  readonly left: number;
  readonly right: number;
  readonly width: number;
  readonly x: (at: number) => number;
}

function columnsOf(rows: readonly LevelRow[], options: LevelsOptions): Columns {
  const { keys = [], search, width = 620 } = options;
  const names = rows.flatMap(({ name, note = "" }) => [
    textWidth(name, size.name * bold),
    textWidth(note, size.small),
  ]);
  const left = Math.ceil(margin + Math.max(...names) + 12);
  const said = Math.max(...Object.values(askedWords).map((text) => textWidth(text, size.small)));
  const beside = search === undefined ? 0 : Math.ceil(said) + 10;
  const right = Math.max(width - margin - beside, left + 240);
  const places = [
    ...rows.flatMap(({ runs }) => runs.flat()).flatMap(({ from, to }) => [from, to]),
    ...[...keys, ...search === undefined ? [] : [search]].map(({ at }) => at),
  ];
  const least = Math.min(...places), most = Math.max(...places);
  const scale = most > least ? (right - left - 2 * box.least) / (most - least) : 0;
  return {
    left,
    right,
    width: right + beside + margin,
    x: (at) => left + box.least + (at - least) * scale,
  };
}

function draw(rows: readonly LevelRow[], options: LevelsOptions): string {
  const columns = columnsOf(rows, options), { search, keys = [] } = options;
  const { width } = columns;
  const title = wrapEvenly(options.title, size.title * bold, width - 2 * margin);
  const top = margin + 21 * title.length + (search === undefined ? 10 : 26);
  const elements: string[] = [];
  let y = top;
  for (const row of rows) {
    elements.push(...drawRow(row, columns, y));
    y += heightOf(row) + gap.rows;
  }
  if (search !== undefined) elements.push(...drawSearch(search, columns, gapsBetween(rows, top)));
  if (keys.length > 0) {
    elements.push(...drawAxis(keys, columns, y));
    y += 26;
  }
  const legend = wrap(legendOf(rows, options), size.small, width - 2 * margin);
  return pageSvg(
    { width, height: y + 8 + 16 * legend.length + margin, title },
    { plain: plainText(rows, options), title: size.title },
    [
      ...elements,
      ...legend.map((line, i) => words(line, margin, y + 14 + 16 * i, `font-size="${size.small}"`)),
    ],
  );
}

function heightOf({ note, runs }: LevelRow): number {
  const lines = Math.max(1, runs.length);
  return Math.max(lines * box.height + (lines - 1) * gap.runs, note === undefined ? 0 : 32);
}

function drawRow(row: LevelRow, columns: Columns, y: number): string[] {
  const { left, right, x } = columns, { name, note, runs } = row;
  return [
    `<path d="M${margin} ${rounded(y + heightOf(row) + gap.rows / 2)}H${rounded(right)}" ` +
    `stroke="${ink}" stroke-opacity="0.18"/>`,
    words(name, margin, y + 16, `font-size="${size.name}" font-weight="600"`),
    ...note === undefined
      ? []
      : [words(note, margin, y + 30, `font-size="${size.small}" opacity="0.8"`)],
    ...runs.length === 0
      ? [words("empty", left + box.least, y + 16, `font-size="${size.small}" opacity="0.7"`)]
      : runs.flatMap((run, i) => {
        const at = y + i * (box.height + gap.runs);
        const asked = run.find((table) => table.asked !== undefined)?.asked;
        return [
          ...run.flatMap((table) => drawTable(table, x(table.from), x(table.to), at)),
          ...asked === undefined
            ? []
            : [words(askedWords[asked], right + 10, at + 17, `font-size="${size.small}"`)],
        ];
      }),
  ];
}

/** From where to where there is no box. */
type Gap = readonly [top: number, bottom: number];

/** Above, between and below all runs, so that a line through them strikes out no words. */
function gapsBetween(rows: readonly LevelRow[], top: number): Gap[] {
  const gaps: Gap[] = [];
  let from = top - 5, y = top;
  for (const row of rows) {
    for (const i of row.runs.keys()) {
      const at = y + i * (box.height + gap.runs);
      gaps.push([from, at]);
      from = at + box.height;
    }
    y += heightOf(row) + gap.rows;
  }
  return [...gaps, [from, y - gap.rows + 5]];
}

function drawSearch({ text, at }: KeyPlace, { x, right }: Columns, gaps: readonly Gap[]): string[] {
  const middle = x(at), half = textWidth(text, size.small * bold) / 2;
  const place = Math.min(middle, right - half), top = gaps[0]![0];
  const pieces = gaps.map(([from, to]) => `M${rounded(middle)} ${rounded(from)}V${rounded(to)}`);
  return [
    words(text, place, top - 4, `font-size="${size.small}" font-weight="600" text-anchor="middle"`),
    `<path d="${pieces.join("")}" stroke="${ink}" stroke-width="1.8"/>`,
  ];
}

/** The keys that there is room for, from left to right. */
function drawAxis(keys: readonly KeyPlace[], { x }: Columns, y: number): string[] {
  let free = -Infinity;
  return keys.toSorted((a, b) => a.at - b.at).flatMap(({ text, at }) => {
    const middle = x(at), half = textWidth(text, size.small) / 2;
    if (middle - half < free) return [];
    free = middle + half + 8;
    return [
      `<path d="M${rounded(middle)} ${rounded(y - 2)}v5" stroke="${ink}" stroke-opacity="0.6"/>`,
      words(text, middle, y + 16, `font-size="${size.small}" text-anchor="middle"`),
    ];
  });
}
