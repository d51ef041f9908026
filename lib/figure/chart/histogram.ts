/** Histograms: how often each range of values occurs. @module */

import type { Figure } from "../figure.ts";
import { assertFields, finite, list, listOf, refuse, wholeFrom } from "../refuse.ts";
import { assertChart } from "./assert_chart.ts";
import { palette } from "../theme.ts";
import { quantity } from "./axis.ts";
import { type Axis, axisTitle, chart, type ChartOptions } from "./chart.ts";

/** What a histogram is told besides its values. */
export interface HistogramOptions extends Omit<ChartOptions, "y"> {
  /** What is counted; "count" by default. */
  readonly y?: Axis;
  /** About how many bins there are; 30 by default. The bin width is a round number. */
  readonly bins?: number;
}

/** One range of values, from `start` up to but without `end`, and how many values fall into it. */
export interface Bin {
  /** The least value of the bin. */
  readonly start: number;
  /** The least value above the bin. */
  readonly end: number;
  /** How many values the bin holds. */
  readonly count: number;
}

/** Nobody can tell more of them apart. */
const mostBins = 10_000;

/**
 * The values sorted into bins of one round width (1, 2 or 5 times a power of ten), about `about` of
 * them.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { binned } from "hb/figure/chart/histogram.ts";
 *
 * assertEquals(binned([0, 1, 1, 3], 4), [
 *   { start: 0, end: 1, count: 1 },
 *   { start: 1, end: 2, count: 2 },
 *   { start: 2, end: 3, count: 0 },
 *   { start: 3, end: 4, count: 1 },
 * ]);
 * ```
 */
export function binned(values: readonly number[], about: number): Bin[] {
  const what = "a histogram";
  assertFields(what, "its", { values, bins: about }, {
    values: listOf(finite),
    bins: wholeFrom(1, mostBins),
  });
  if (values.length === 0) refuse(what, "its data must not be empty", "0 values");
  let least = Infinity;
  let most = -Infinity;
  for (const value of values) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  const { width, decimals } = roundWidth((most - least) / about || 1);
  const first = Math.floor(least / width);
  const counts = new Array<number>(Math.floor(most / width) - first + 1).fill(0);
  for (const value of values) {
    const index = Math.floor(value / width) - first;
    counts[index] = (counts[index] ?? 0) + 1;
  }
  const edge = (index: number) => Number(((first + index) * width).toFixed(decimals));
  return counts.map((count, i) => ({ start: edge(i), end: edge(i + 1), count }));
}

/** The least round number that is no smaller than `width`, and the decimals it needs. */
function roundWidth(width: number): { width: number; decimals: number } {
  const exponent = Math.floor(Math.log10(width));
  const decimals = Math.min(100, Math.max(0, -exponent));
  for (const factor of [1, 2, 5, 10]) {
    const candidate = Number(`${factor}e${exponent}`);
    if (candidate >= width) return { width: candidate, decimals };
  }
  return { width: Number(`1e${exponent + 1}`), decimals };
}

/** A histogram of values. */
export function histogram(values: readonly number[], options: HistogramOptions): Figure {
  const y = options?.y ?? { title: "count" };
  const full = { ...options, y };
  assertFields("a chart", "its", { values }, { values: list });
  assertChart(full, values);
  const bins = binned(values, options.bins ?? 30);
  const body = {
    data: { values: bins },
    mark: { type: "bar", tooltip: true, color: palette[0], binSpacing: 1 },
    encoding: {
      x: {
        field: "start",
        type: "quantitative",
        bin: { binned: true },
        title: axisTitle(options.x),
        scale: { zero: false, nice: false },
        axis: { grid: false, tickCount: 8 },
      },
      x2: { field: "end" },
      y: { ...quantity("count", y, bins.map((bin) => bin.count), true), stack: null },
    },
  };
  const axes = `${axisTitle(y)} by ${axisTitle(options.x)}`;
  return chart(full, body, `histogram: ${axes}, ${values.length} values in ${bins.length} bins`);
}
