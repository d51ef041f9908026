/** Heat maps: one quantity over two others. @module */

import type { Figure } from "../figure.ts";
import { type Kind, refuse } from "../refuse.ts";
import { assertApart, assertAxis, assertChart, assertItems } from "./assert_chart.ts";
import { alarm } from "../theme.ts";
import { type Axis, axisTitle, chart, type ChartOptions, type Spec } from "./chart.ts";

/** One cell. */
export interface Cell {
  /** Its column. */
  readonly x: string | number;
  /** Its row. */
  readonly y: string | number;
  /** What its colour shows. */
  readonly value: number;
}

/** What a heat map is told besides its cells. */
export interface HeatmapOptions extends ChartOptions {
  /** What the colour shows. */
  readonly value: Axis;
  /** Whether each cell carries its number; by default when there are at most 150 cells. */
  readonly numbers?: boolean;
  /** Cells that have a frame around them, and what they have in common: a line of the legend. */
  readonly framed?: { readonly words: string; readonly has: (cell: Cell) => boolean };
}

const place: Kind = {
  words: "a text or a finite number",
  is: (value) => typeof value === "string" || Number.isFinite(value),
};

function assertPositive(cells: readonly Cell[]): void {
  for (const { value } of cells) {
    if (!(value > 0)) refuse("a chart", "values on a log scale must be > 0", `${value}`);
  }
}

/** A heat map: columns in the order given, rows from the bottom up. */
export function heatmap(cells: readonly Cell[], options: HeatmapOptions): Figure {
  assertItems(cells, "a cell", { x: place, y: place });
  assertChart(options, cells.map((cell) => cell.value));
  assertAxis(options.value, "colours");
  assertApart("cells", cells.map(({ x, y }) => `${x}, ${y}`));
  if (options.value.scale === "log") assertPositive(cells);
  const columns = [...new Set(cells.map((cell) => cell.x))];
  const rows = [...new Set(cells.map((cell) => cell.y))].reverse();
  const values = cells.map((cell) => cell.value);
  const [least, most] = [Math.min, Math.max].map((of) => values.reduce((a, b) => of(a, b)));
  const middle = options.value.scale === "log" ? Math.sqrt(least! * most!) : (least! + most!) / 2;
  const band = (field: string, sort: readonly unknown[], axis: Axis) => ({
    field,
    type: "ordinal",
    sort,
    title: axisTitle(axis),
    axis: { labelAngle: 0, ticks: false, domain: false, grid: false },
  });
  const position = { x: band("x", columns, options.x), y: band("y", rows, options.y) };
  const tiles = {
    mark: { type: "rect", tooltip: true },
    encoding: {
      ...position,
      color: {
        field: "value",
        type: "quantitative",
        title: axisTitle(options.value),
        scale: { scheme: "cividis", type: options.value.scale ?? "linear" },
        legend: {
          orient: "right",
          direction: "vertical",
          gradientLength: Math.max(60, (options.height ?? 300) - 100),
          gradientThickness: 12,
          // Vega measures a title narrower than many fonts draw it.
          padding: 8,
        },
      },
    },
  };
  const numbers = {
    mark: { type: "text", tooltip: true, fontSize: 11.5 },
    encoding: {
      ...position,
      text: { field: "value", type: "quantitative", format: ".3~g" },
      // The dark end of the scale takes light ink, the light end dark ink.
      color: {
        condition: { test: `datum.value < ${middle}`, value: "#ffffff" },
        value: "#111114",
      },
    },
  };
  const layer: Spec[] = (options.numbers ?? cells.length <= 150) ? [tiles, numbers] : [tiles];
  if (options.framed !== undefined) layer.push(frames(cells, options.framed, position));
  const axes = `${axisTitle(options.value)} by ${axisTitle(options.x)} and ${axisTitle(options.y)}`;
  const shows = `heat map: ${axes}, ${columns.length} × ${rows.length}`;
  return chart(options, { data: { values: cells }, layer }, shows);
}

/** Frames around some of the cells. */
function frames(
  cells: readonly Cell[],
  { words, has }: NonNullable<HeatmapOptions["framed"]>,
  position: Spec,
): Spec {
  return {
    data: { values: cells.filter(has).map((cell) => ({ ...cell, framed: words })) },
    mark: { type: "rect", filled: false, strokeWidth: 3 },
    encoding: {
      ...position,
      stroke: {
        field: "framed",
        type: "nominal",
        title: null,
        scale: { domain: [words], range: [alarm] },
        legend: { orient: "bottom", symbolType: "square", symbolFillColor: "transparent" },
      },
    },
  };
}
