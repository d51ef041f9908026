/** How charts tell several series apart. @module */

import { refuse } from "../refuse.ts";
import { textWidth } from "../text.ts";
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

/** What there is beside a legend from edge to edge: the axis, and its title. */
const besideLegend = 76;

/** What a name of a legend takes beside its letters: the symbol, and the room to the next one. */
const besideName = 38;

/** How many names stand beside each other, so that the rows of a legend fit. */
function columnsOf(names: readonly string[], room: number): number {
  const widths = names.map((name) => textWidth(name, 12) + besideName);
  for (let columns = names.length; columns > 1; columns--) {
    const widest = Array.from(
      { length: columns },
      (_, column) => Math.max(...widths.filter((_, i) => i % columns === column)),
    );
    if (widest.reduce((sum, each) => sum + each, 0) <= room) return columns;
  }
  return 1;
}

/** The encoding of series as colour, and as shape too where points are drawn, in a chart of this width. */
export function seriesColour(names: readonly string[], shaped: boolean, width = 640): Spec {
  if (names.length === 0) return { color: { value: palette[0] } };
  const columns = columnsOf(names, width - besideLegend);
  // Where all fit into one row, that is what Vega makes of it.
  const rows = columns < names.length ? { columns } : {};
  const legend = names.length > 1 ? { title: null, ...rows } : null;
  const channel = { field: "series", type: "nominal", sort: names, legend };
  const color = { ...channel, scale: { domain: names, range: palette.slice(0, names.length) } };
  return shaped ? { color, shape: { ...channel, scale: { domain: names } } } : { color };
}
