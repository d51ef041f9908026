/** Line charts: how one quantity follows another. @module */

import type { Figure } from "../figure.ts";
import { assertFields, listOf, oneOf, optional, someWords } from "../refuse.ts";
import { assertChart, assertItems, assertReferences } from "./assert_chart.ts";
import { axisTitle, chart, type Spec } from "./chart.ts";
import { quantity } from "./axis.ts";
import { type RuledOptions, rulers } from "./reference.ts";
import { seriesColour, seriesNames } from "./series.ts";

/** One point of a line. */
export interface Point {
  /** Along the bottom. */
  readonly x: number;
  /** Up the side. */
  readonly y: number;
  /** Which line it is on; one line when left out. */
  readonly series?: string;
}

/** What a line chart is told besides its points. */
export interface LineOptions extends RuledOptions {
  /** Whether to mark each point; by default when no line has more than 40. */
  readonly points?: boolean;
  /**
   * The series that a formula gives: they are broad and pale and have no points, so that one that was measured is
   * seen where it lies on its formula.
   */
  readonly formulas?: readonly string[];
  /** Whether the value axis starts at zero; it does by default when it is not logarithmic. */
  readonly zero?: boolean;
}

/**
 * A line chart of points, one line for each series, in the order of their first points.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { line } from "hb/figure/chart/line.ts";
 * import { display } from "hb/figure/figure.ts";
 *
 * const figure = line([{ x: 0, y: 50 }, { x: 1, y: 25 }, { x: 2, y: 12.5 }], {
 *   title: "Each retry halves what is lost",
 *   x: { title: "retries" },
 *   y: { title: "requests lost", unit: "%" },
 * });
 * const bundle = await figure[display]();
 * assertEquals(
 *   bundle["text/plain"],
 *   "Each retry halves what is lost (line chart: requests lost (%) against retries, 3 points)",
 * );
 * ```
 */
export function line(points: readonly Point[], options: LineOptions): Figure {
  assertItems(points, "a point", { series: optional(someWords) });
  assertChart(options, points.flatMap((point) => [point.x, point.y]));
  assertReferences(options);
  const names = seriesNames(points);
  const formulas = options.formulas ?? [];
  assertFields("a chart", "its", options, { formulas: optional(listOf(oneOf(...names))) });
  const marked = options.points ?? points.length <= 40 * Math.max(1, names.length);
  const references = options.references ?? [];
  const heights = [...points, ...references].map((each) => each.y);
  const place = {
    x: quantity("x", options.x, points.map((point) => point.x), false),
    y: quantity("y", options.y, heights, options.zero ?? true),
  };
  const [computed, measured] = [true, false].map((given) =>
    points.filter(({ series }) => formulas.includes(series ?? "") === given)
  );
  const pale = {
    data: { values: computed },
    mark: { type: "line", strokeWidth: 7, strokeOpacity: 0.5, tooltip: true },
    encoding: { ...place, ...seriesColour(names, false, options.width) },
  };
  const body: Spec = {
    layer: [
      ...rulers(references),
      ...(formulas.length === 0 ? [] : [pale]),
      {
        data: { values: measured },
        mark: { type: "line", point: marked, tooltip: true },
        encoding: { ...place, ...seriesColour(names, marked, options.width) },
      },
    ],
  };
  const lines = names.length > 1 ? `, ${names.length} lines` : "";
  const axes = `${axisTitle(options.y)} against ${axisTitle(options.x)}`;
  return chart(options, body, `line chart: ${axes}${lines}, ${points.length} points`);
}
