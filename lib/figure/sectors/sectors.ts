/**
 * What is on a disk, operation by operation, and what a crash leaves: a row for each operation, a box for each sector
 * of each file, and how sure it is.
 *
 * @module
 */

import type { Figure } from "../figure.ts";
import { pageSvg, svgFigure, words } from "../svg.ts";
import { bold, escape, rounded, shorten, textWidth, wrap, wrapEvenly } from "../text.ts";
import { alarm, ink, palette } from "../theme.ts";
import { assertSteps } from "./assert_steps.ts";
import type { DiskStep, Sector, SectorFile, SectorOptions } from "./options.ts";
import { legendOf, plainText } from "./words.ts";

export type { DiskCrash, DiskStep, Sector, SectorFile, SectorOptions } from "./options.ts";

const margin = 10, size = { title: 15, words: 12.5, small: 11.5, cell: 11.5 } as const;
/** A row, and the boxes in it, in px; boxes are narrow where a file has many. */
const rowHeight = 38, box = { height: 22, wide: 68, narrow: 28, many: 6 }, fileGap = 22;
const durableFill = palette[2]!, unsureFill = palette[4]!;

/**
 * A disk over time, from top to bottom.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { display } from "hb/figure/figure.ts";
 * import { sectorTimeline } from "hb/figure/sectors/sectors.ts";
 *
 * const log = { name: "log", sectors: [{ text: "a", state: "unsure" as const }] };
 * const figure = sectorTimeline([{ words: "append to log", files: [log] }], {
 *   title: "What is not synced is lost",
 *   crash: { words: "the sector is lost", files: [] },
 * });
 * assertEquals(
 *   (await figure[display]())["text/plain"],
 *   "What is not synced is lost (append to log: log [~]; a crash: the sector is lost; left: no files)",
 * );
 * ```
 */
export function sectorTimeline(steps: readonly DiskStep[], options: SectorOptions): Figure {
  assertSteps(steps, options);
  return svgFigure(() => ({ svg: draw(steps, options), plain: plainText(steps, options) }));
}

/** A file's place from left to right. */
interface Column {
  readonly name: string;
  readonly left: number;
  readonly width: number;
  readonly box: number;
}

function draw(steps: readonly DiskStep[], options: SectorOptions): string {
  const { crash } = options;
  const left = Math.ceil(
    2 * margin + 26 + Math.max(
      ...steps.map(({ words }) => textWidth(words, size.words)),
      ...steps.map(({ told = "" }) => textWidth(told, size.small * bold)),
      textWidth("what is left", size.words),
    ),
  );
  const columns = columnsOf([...steps, ...crash === undefined ? [] : [crash]], left);
  const last = columns.at(-1), right = last === undefined ? left : last.left + last.width;
  const width = Math.max(380, right + margin);
  const title = wrapEvenly(options.title, size.title * bold, width - 2 * margin);
  const top = margin + 21 * title.length + 12;
  const elements = steps.flatMap((step, i) => row(step, i + 1, columns, top + i * rowHeight));
  let y = top + steps.length * rowHeight + 4;
  const paragraph = (said: string, attributes: string, fontSize: number = size.words) => {
    for (const line of wrap(said, fontSize * bold, width - 2 * margin)) {
      y += 17;
      elements.push(words(line, margin, y, `font-size="${fontSize}" ${attributes}`));
    }
  };
  if (crash !== undefined) {
    elements.push(
      `<path d="M${margin} ${y}H${rounded(width - margin)}" stroke="${alarm}" stroke-width="2" ` +
        'stroke-dasharray="6 4"/>',
    );
    paragraph(`A crash: ${crash.words}`, `fill="${alarm}" font-weight="600"`);
    y += 8;
    elements.push(...row({ words: "what is left", files: crash.files }, "", columns, y));
    y += rowHeight;
    if (crash.found !== undefined) paragraph(crash.found, `fill="${alarm}" font-weight="600"`);
  }
  y += 6;
  paragraph(legendOf(steps, options).join(" · "), "", size.small);
  return pageSvg(
    { width, height: y + margin, title },
    { plain: plainText(steps, options), title: size.title },
    elements,
  );
}

/** Every name that there ever is has a column, as wide as the file ever is. */
function columnsOf(moments: readonly Pick<DiskStep, "files">[], left: number): Column[] {
  const most = new Map<string, number>();
  for (const { name, sectors } of moments.flatMap(({ files }) => files)) {
    most.set(name, Math.max(most.get(name) ?? 0, sectors.length));
  }
  let at = left;
  return [...most].map(([name, sectors]) => {
    const boxWidth = sectors > box.many ? box.narrow : box.wide;
    const width = Math.max(sectors * boxWidth, Math.ceil(textWidth(`${name}?`, size.small)));
    const column = { name, left: at, width, box: boxWidth };
    at += width + fileGap;
    return column;
  });
}

function row(
  step: Pick<DiskStep, "words" | "told" | "files">,
  number: number | string,
  columns: readonly Column[],
  y: number,
): string[] {
  const middle = y + rowHeight / 2 + 4, baseline = middle + (step.told === undefined ? 4.5 : -2);
  return [
    words(`${number}`, margin + 16, baseline, 'font-size="11.5" text-anchor="end" opacity="0.7"'),
    words(step.words, margin + 24, baseline, `font-size="${size.words}"`),
    ...step.told === undefined
      ? []
      : [words(step.told, margin + 24, middle + 12, `font-size="${size.small}" font-weight="600"`)],
    ...step.files.length === 0
      ? [
        words(
          "no files",
          columns[0]?.left ?? margin,
          middle + 4.5,
          'font-size="11.5" opacity="0.7"',
        ),
      ]
      : columns.flatMap((column) => {
        const file = step.files.find(({ name }) => name === column.name);
        return file === undefined ? [] : drawFile(file, column, y);
      }),
  ];
}

function drawFile(
  { name, named = true, sectors }: SectorFile,
  column: Column,
  y: number,
): string[] {
  const said = named ? name : `${name}?`;
  return [
    words(said, column.left, y + 10, `font-size="${size.cell}"${named ? "" : ` fill="${alarm}"`}`),
    ...sectors.length === 0
      ? [words("empty", column.left, y + 25, `font-size="${size.cell}" opacity="0.7"`)]
      : sectors.flatMap((sector, i) =>
        drawSector(sector, column.left + i * column.box, y + 14, column)
      ),
  ];
}

function drawSector(
  { text, state }: Sector,
  x: number,
  y: number,
  { box: width }: Column,
): string[] {
  const fill = state === "durable"
    ? `fill="${durableFill}" fill-opacity="0.3" stroke="${durableFill}"`
    : state === "unsure"
    ? `fill="${unsureFill}" fill-opacity="0.14" stroke="${unsureFill}" stroke-dasharray="4 3"`
    : state === "changed"
    ? `fill="${alarm}" fill-opacity="0.25" stroke="${alarm}"`
    : `fill="none" stroke="${alarm}"`;
  const [w, h] = [width - 3, box.height - 2];
  const shown = width === box.narrow
    ? [...text].slice(0, 3).join("")
    : shorten(text, size.cell, w - 4);
  return [
    `<rect x="${rounded(x)}" y="${rounded(y)}" width="${w}" height="${h}" rx="2" ${fill} ` +
    `stroke-width="1.4"><title>${escape(text === "" ? "nothing" : text)}</title></rect>`,
    ...state === "lost"
      ? [`<path d="M${rounded(x)} ${rounded(y)}l${w} ${h}m0 ${-h}l${-w} ${h}" stroke="${alarm}"/>`]
      : [words(
        shown,
        x + w / 2,
        y + h / 2 + 3.8,
        `font-size="${size.cell}" text-anchor="middle" fill="${ink}"`,
      )],
  ];
}
