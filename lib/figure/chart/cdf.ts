/** Cumulative distributions: what share of the values is at or below each value. @module */

import type { Figure } from "../figure.ts";
import { assertFields, list } from "../refuse.ts";
import { assertChart } from "./assert_chart.ts";
import { quantity } from "./axis.ts";
import { type Axis, axisTitle, chart, type ChartOptions } from "./chart.ts";
import type { Point } from "./line.ts";
import { seriesColour, seriesNames } from "./series.ts";

/** What a cumulative distribution is told besides its values. */
export interface CdfOptions extends Omit<ChartOptions, "y"> {
  /** What the share is of; "share at or below" in percent by default. */
  readonly y?: Axis;
}

/** No line needs more steps than this: the picture is 640 px wide. */
const mostSteps = 400;

/**
 * The cumulative distribution of each named sample.
 *
 * @example
 * ```ts
 * import { cdf } from "hb/figure/chart/cdf.ts";
 *
 * cdf({ calm: [1, 2, 2, 3], stormy: [2, 5, 9, 40] }, {
 *   title: "One request in four waits ten times longer in a storm",
 *   x: { title: "latency", unit: "ms", scale: "log" },
 * });
 * ```
 */
export function cdf(samples: Record<string, readonly number[]>, options: CdfOptions): Figure {
  const y = options?.y ?? { title: "share at or below", unit: "%" };
  const full = { ...options, y };
  assertFields("a chart", "its samples", samples, {});
  for (const [name, values] of Object.entries(samples)) {
    assertFields("a chart", "its samples", samples, { [name]: list });
    assertChart(full, values);
  }
  const points = Object.entries(samples).flatMap(([series, values]) => steps(series, values));
  assertChart(full, points.map((point) => point.x));
  const names = seriesNames(points);
  const body = {
    data: { values: points },
    mark: { type: "line", interpolate: "step-after", tooltip: true, clip: true },
    encoding: {
      x: quantity("x", options.x, points.map((point) => point.x), false),
      y: {
        field: "y",
        type: "quantitative",
        title: axisTitle(y),
        scale: { domain: [0, 100] },
      },
      ...seriesColour(names, false, options.width),
    },
  };
  const many = Object.values(samples).reduce((sum, values) => sum + values.length, 0);
  const lines = names.length > 1 ? `, ${names.length} lines` : "";
  return chart(
    full,
    body,
    `cumulative distribution: ${axisTitle(y)} against ${
      axisTitle(options.x)
    }${lines}, ${many} values`,
  );
}

/** The corners of the staircase; the sample is thinned to what can be seen. */
function steps(series: string, values: readonly number[]): Point[] {
  const sorted = [...values].sort((a, b) => a - b);
  const count = Math.min(sorted.length, mostSteps);
  const points: Point[] = [];
  for (let i = 1; i <= count; i++) {
    const rank = Math.ceil((i / count) * sorted.length);
    const x = sorted[rank - 1];
    if (x === undefined) continue;
    const y = Math.round((rank / sorted.length) * 1e6) / 1e4;
    if (points.at(-1)?.x === x) points.pop();
    points.push({ x, y, series });
  }
  const first = points[0];
  return first === undefined ? [] : [{ ...first, y: 0 }, ...points];
}
