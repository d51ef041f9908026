/** Lines across a chart at values worth naming. @module */

import { ink } from "../theme.ts";
import type { ChartOptions, Reference, Spec } from "./chart.ts";

/** What a chart across which lines may run is told. */
export interface RuledOptions extends ChartOptions {
  /** Values to draw a line across at. */
  readonly references?: readonly Reference[];
}

/** The layers that draw a dashed line and its words at each value. */
export function rulers(references: readonly Reference[]): Spec[] {
  return references.flatMap(({ y, label }) => [
    {
      data: { values: [{ y }] },
      mark: { type: "rule", color: ink, opacity: 0.6, strokeDash: [5, 4] },
      encoding: { y: { field: "y", type: "quantitative" } },
    },
    {
      data: { values: [{ y, label }] },
      mark: { type: "text", align: "right", baseline: "bottom", dy: -3, dx: -2 },
      encoding: {
        y: { field: "y", type: "quantitative" },
        x: { value: "width" },
        text: { field: "label", type: "nominal" },
      },
    },
  ]);
}
