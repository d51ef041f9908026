/** Bar charts: one quantity for each of a few categories. @module */

import type { Figure } from "../figure.ts";
import { optional, someWords } from "../refuse.ts";
import { textWidth, wrap } from "../text.ts";
import { assertApart, assertChart, assertItems, assertReferences } from "./assert_chart.ts";
import { axisTitle, chart, type Spec } from "./chart.ts";
import { quantity } from "./axis.ts";
import { type RuledOptions, rulers } from "./reference.ts";
import { seriesColour, seriesNames } from "./series.ts";

/** One bar. */
export interface Bar {
  /** Its category. */
  readonly x: string;
  /** Its length. */
  readonly y: number;
  /** Bars of one category stand side by side, one for each series. */
  readonly series?: string;
}

/**
 * A bar chart, categories in the order given. The bars lie on their sides when the names of the
 * categories would not fit under them.
 */
export function bar(bars: readonly Bar[], options: RuledOptions): Figure {
  assertItems(bars, "a bar", { x: someWords, series: optional(someWords) });
  assertChart(options, bars.map((each) => each.y));
  assertReferences(options);
  assertApart(
    "bars",
    bars.map(({ x, series = "" }) => `${x}${series === "" ? "" : `, ${series}`}`),
  );
  const categories = [...new Set(bars.map((each) => each.x))];
  const names = seriesNames(bars);
  const room = ((options.width ?? 640) - 80) / categories.length - 8;
  const lying = categories.some((name) => textWidth(name, 12) > 2.2 * room);
  const references = options.references ?? [];
  // Long names wrap; the expression is a table from each name to its lines.
  const lines = categories.map((name) => [name, wrap(name, 12, lying ? 170 : room)]);
  const labelExpr = `(${JSON.stringify(Object.fromEntries(lines))})[datum.label]`;
  const category = {
    field: "x",
    type: "nominal",
    sort: categories,
    title: axisTitle(options.x),
    axis: { labelAngle: 0, labelLimit: 0, labelExpr, ticks: false, grid: false },
    scale: { paddingInner: 0.3, paddingOuter: 0.2 },
  };
  const heights = [...bars, ...references].map((each) => each.y);
  const value = { ...quantity("y", options.y, heights, true), stack: null };
  const offset = names.length > 1
    ? { [lying ? "yOffset" : "xOffset"]: { field: "series", sort: names } }
    : {};
  const bodyLayer: Spec = {
    data: { values: bars },
    mark: { type: "bar", tooltip: true },
    encoding: {
      ...(lying ? { y: category, x: value } : { x: category, y: value }),
      ...offset,
      ...seriesColour(names, false, options.width),
    },
  };
  const layer = [bodyLayer, ...(lying ? [] : rulers(references))];
  const axes = `${axisTitle(options.y)} by ${axisTitle(options.x)}`;
  return chart(options, { layer }, `bar chart: ${axes}, ${bars.length} bars`);
}
