/**
 * Logs as grids, as in Figures 6 and 7 of the Raft paper: a row for each server, a box for each entry with its
 * term above and its command below, and a bar after the last entry that is committed.
 *
 * @module
 */

import type { Figure } from "../figure.ts";
import { pageSvg, svgFigure, words } from "../svg.ts";
import { assertLogs } from "./assert_logs.ts";
import { bold, rounded, shorten, textWidth, wrap, wrapEvenly } from "../text.ts";
import { alarm, ink, palette } from "../theme.ts";
import { assertBrackets, bracketsWidth, drawBrackets } from "./brackets.ts";
import type { GridEntry, GridLog, LogGridOptions } from "./options.ts";
import { legendOf, plainText, wordsOf } from "./words.ts";

export type { GridEntry, GridLog, GridWords, LogGridOptions } from "./options.ts";

const cell = { width: 54, height: 38 }, rowGap = 8, margin = 10;
const typeSize = { title: 15, name: 12.5, term: 12.5, text: 11.5, note: 11.5 } as const;

/**
 * Logs as a grid.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { display } from "hb/figure/figure.ts";
 * import { logGrid } from "hb/figure/log_grid/log_grid.ts";
 *
 * const logs = [{ name: "server 0", entries: [{ term: 1, text: "x←1" }, { term: 2 }], committed: 1 }];
 * const figure = logGrid(logs, { title: "One entry is committed" });
 * assertEquals(
 *   (await figure[display]())["text/plain"],
 *   "One entry is committed (logs by term: server 0 [1|2])",
 * );
 * ```
 */
export function logGrid(logs: readonly GridLog[], options: LogGridOptions): Figure {
  assertLogs(logs, options);
  assertBrackets(options.brackets ?? [], logs.length);
  return svgFigure(() => ({ svg: draw(logs, options), plain: plainText(logs, options) }));
}

/** How wide the names, the logs, the brackets and the notes are, in px. */
function columnsOf(logs: readonly GridLog[], { brackets = [], width = 560 }: LogGridOptions) {
  const widest = (texts: readonly string[], size: number) =>
    texts.reduce((most, text) => Math.max(most, textWidth(text, size)), 0);
  const left = Math.ceil(margin + widest(logs.map(({ name }) => name), typeSize.name * bold) + 12);
  const indices = logs.reduce((most, { entries }) => Math.max(most, entries.length), 1);
  const right = left + indices * cell.width;
  const notesAt = right + bracketsWidth(brackets) + 14;
  const notes = widest(logs.map(({ note = "" }) => note), typeSize.note);
  return {
    left,
    indices,
    right,
    notesAt,
    width: Math.max(width, Math.ceil(notesAt + notes + margin)),
  };
}

function draw(logs: readonly GridLog[], options: LogGridOptions): string {
  const { left, indices, right, notesAt, width } = columnsOf(logs, options);
  const { brackets = [] } = options;
  const title = wrapEvenly(options.title, typeSize.title * bold, width - 2 * margin);
  const top = margin + 21 * title.length + 30;
  const topOf = (i: number) => top + i * (cell.height + rowGap), bottom = topOf(logs.length);
  const heads = Array.from(
    { length: indices },
    (_, i) =>
      words(
        `${i + 1}`,
        left + (i + 0.5) * cell.width,
        top - 8,
        `font-size="11.5" text-anchor="middle"`,
      ),
  );
  const rows = logs.flatMap((log, i) => row(log, left, notesAt, topOf(i)));
  const index = words(
    wordsOf(options).index,
    left - 8,
    top - 8,
    'font-size="11.5" text-anchor="end"',
  );
  const legend = wrap(legendOf(logs, options), typeSize.note, width - 2 * margin);
  return pageSvg(
    { width, height: bottom + 12 + 16 * legend.length, title },
    { plain: plainText(logs, options), title: typeSize.title },
    [
      index,
      ...heads,
      ...rows,
      ...drawBrackets(brackets, right, (i) => [topOf(i) + 2, topOf(i) + cell.height - 2]),
      ...legend.map((line, i) =>
        words(line, margin, bottom + 14 + 16 * i, `font-size="${typeSize.note}"`)
      ),
    ],
  );
}

function row(
  { name, note, entries, committed = 0 }: GridLog,
  left: number,
  notesAt: number,
  y: number,
) {
  const bar = left + committed * cell.width;
  return [
    words(
      name,
      left - 10,
      y + cell.height / 2 + 4,
      `font-size="${typeSize.name}" font-weight="600" text-anchor="end"`,
    ),
    ...entries.flatMap((entry, i) =>
      entry === null ? [] : box(entry, left + i * cell.width, y, i < committed)
    ),
    ...committed > 0
      ? [
        `<path d="M${rounded(bar)} ${rounded(y - 3)}v${
          cell.height + 6
        }" stroke="${ink}" stroke-width="4"/>`,
      ]
      : [],
    ...note === undefined
      ? []
      : [words(note, notesAt, y + cell.height / 2 + 4, `font-size="${typeSize.note}"`)],
  ];
}

/** The colours tell terms apart; vermilion, near to the alarm, is left out. */
function colourOf(term: number): string {
  const usable = palette.filter((_, i) => i !== 1);
  return usable[(term - 1 + usable.length) % usable.length]!;
}

function box(
  { term, head = `${term}`, text, marked = false, committed = false }: GridEntry,
  x: number,
  y: number,
  isBeforeBar: boolean,
) {
  const colour = colourOf(term), middle = x + cell.width / 2;
  const edge = marked
    ? `stroke="${alarm}" stroke-width="2.5"`
    : `stroke="${colour}" stroke-width="1.2"`;
  const below = text === undefined ? [] : [
    words(
      shorten(text, typeSize.text, cell.width - 6),
      middle,
      y + 31,
      `font-size="${typeSize.text}" text-anchor="middle"`,
    ),
  ];
  return [
    `<rect x="${rounded(x + 2)}" y="${rounded(y)}" width="${
      cell.width - 4
    }" height="${cell.height}" rx="3" ` +
    `fill="${colour}" fill-opacity="${isBeforeBar || committed ? 0.34 : 0.12}" ${edge}/>`,
    words(
      head,
      middle,
      y + (text === undefined ? cell.height / 2 + 4.5 : 16),
      `font-size="${typeSize.term}" font-weight="600" text-anchor="middle"`,
    ),
    ...below,
  ];
}
