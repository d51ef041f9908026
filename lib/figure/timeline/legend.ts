/** What the bars, dashes and dots of a timeline mean. @module */

import { shorten, textWidth } from "../text.ts";
import type { Bar } from "./bars.ts";
import { type MarkName, type MarkWords, usualWords } from "./marks.ts";
import { size } from "./size.ts";

/** One line of a legend, with its place. */
export interface LegendItem {
  /** What is drawn. */
  readonly mark: MarkName;
  /** What it means. */
  readonly words: string;
  /** From the left edge of the legend, in px. */
  readonly x: number;
  /** Which row of the legend, from 0. */
  readonly row: number;
}

/** How wide a sample is, how far its words stand from its left edge, what is between two items, and a row, in px. */
export const legendSize = { sample: 24, words: 30, between: 18, row: 18 };

/** The marks that bars have, with what they mean, in rows of at most `width` px. */
export function legendOf(
  bars: readonly Bar[],
  given: Partial<MarkWords>,
  width: number,
): LegendItem[] {
  const items: LegendItem[] = [];
  let x = 0, row = 0;
  for (const mark of marksOf(bars)) {
    const words = shorten(given[mark] ?? usualWords[mark], size.label, width - legendSize.words);
    const wide = legendSize.words + textWidth(words, size.label);
    if (x > 0 && x + wide > width) [x, row] = [0, row + 1];
    items.push({ mark, words, x, row });
    x += wide + legendSize.between;
  }
  return items;
}

function marksOf(bars: readonly Bar[]): MarkName[] {
  const kinds = (["plain", "highlight", "offending"] as const).filter((kind) =>
    bars.some((bar) => bar.kind === kind)
  );
  return [
    ...kinds,
    ...(bars.some(({ open }) => open) ? ["open" as const] : []),
    ...(bars.some(({ point }) => point !== undefined) ? ["point" as const] : []),
  ];
}

/** How much room a legend takes, in px. */
export function legendHeight(items: readonly LegendItem[]): number {
  const last = items.at(-1);
  return last === undefined ? 0 : legendSize.row * (last.row + 1);
}
