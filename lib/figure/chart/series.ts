/** How charts tell several series apart. @module */

import { refuse } from "../refuse.ts";
import { palette } from "../theme.ts";
import type { Spec } from "./chart.ts";

/** The names of the series, in the order in which they first appear. */
export function seriesNames(items: readonly { readonly series?: string }[]): string[] {
  const names = new Set<string>();
  for (const item of items) if (item.series !== undefined) names.add(item.series);
  if (names.size > palette.length) {
    throw new RangeError(
      `Cannot draw ${names.size} series because a reader tells at most ${palette.length} apart: ` +
        `given ${[...names].join(", ")}`,
    );
  }
  if (names.size > 0 && items.some(({ series }) => series === undefined)) {
    refuse("a chart", "all of its data must be in a series, or none", "some without");
  }
  return [...names];
}

/** The encoding of series as colour, and as shape too where points are drawn. */
export function seriesColour(names: readonly string[], shaped: boolean): Spec {
  if (names.length === 0) return { color: { value: palette[0] } };
  const legend = names.length > 1 ? { title: null } : null;
  const channel = { field: "series", type: "nominal", sort: names, legend };
  const color = { ...channel, scale: { domain: names, range: palette.slice(0, names.length) } };
  return shaped ? { color, shape: { ...channel, scale: { domain: names } } } : { color };
}
