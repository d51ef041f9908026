/**
 * The timeline of a history: operations as bars from their call to their return, a row for each process,
 * with the points at which they may have taken effect (Herlihy and Wing 1990 draw them so).
 *
 * @module
 */

import type { History } from "../../model/history.ts";
import type { Figure } from "../figure.ts";
import { svgFigure } from "../svg.ts";
import { oneLine } from "../text.ts";
import { draw } from "./draw.ts";
import { layOut } from "./layout.ts";
import { assertTimeline, type TimelineOptions } from "./options.ts";
import { rowsOf } from "./rows.ts";

/**
 * A timeline of operations.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { display } from "hb/figure/figure.ts";
 * import { timeline } from "hb/figure/timeline/timeline.ts";
 *
 * const read = { id: 0, process: 0, input: "read", output: 1, invokedAt: 0, endedAt: 4 };
 * const figure = timeline([{ ...read, outcome: "ok" }], { title: "A read of 1" });
 * assertEquals(
 *   (await figure[display]())["text/plain"],
 *   "A read of 1 (timeline: 1 process and 1 operation)",
 * );
 * ```
 */
export function timeline<I, O>(
  history: History<I, O>,
  options: TimelineOptions<I, O>,
): Figure {
  assertTimeline(history, options);
  return svgFigure(() => ({
    svg: timelineSvg(history, options),
    plain: plainText(history, options),
  }));
}

/** The timeline as a single SVG element that needs nothing else. */
export function timelineSvg<I, O>(history: History<I, O>, options: TimelineOptions<I, O>): string {
  assertTimeline(history, options);
  if (options.isToScale ?? true) return draw(layOut(history, options), plainText(history, options));
  const layout = layOut(inOrder(history), {
    axisTitle: "calls and returns in their order, not to scale",
    ...options,
  });
  const ruler = { ...layout.ruler, ticks: [] };
  return draw({ ...layout, ruler }, plainText(history, options));
}

/** The places of calls and returns; of what happens in one instant, calls come first. */
function inOrder<I, O>(history: History<I, O>): History<I, O> {
  const calls = new Set(history.map(({ invokedAt }) => invokedAt));
  const ends = new Set(history.map(({ endedAt }) => endedAt).filter(Number.isFinite));
  const moments = [...calls.union(ends)].sort((a, b) => a - b);
  const places = { call: new Map<number, number>(), end: new Map<number, number>() };
  let place = 0;
  for (const at of moments) {
    if (calls.has(at)) places.call.set(at, 10 * place++);
    if (ends.has(at)) places.end.set(at, 10 * place++);
  }
  return history.map((each) => ({
    ...each,
    invokedAt: places.call.get(each.invokedAt)!,
    endedAt: places.end.get(each.endedAt) ?? Infinity,
  }));
}

function plainText<I, O>(history: History<I, O>, options: TimelineOptions<I, O>): string {
  const count = (many: number, one: string, more: string) => `${many} ${many === 1 ? one : more}`;
  const processes = rowsOf(history).filter(({ first }) => first).length;
  const parts = [
    `${count(processes, "process", "processes")} and ` +
    count(history.length, "operation", "operations"),
    ...(options.highlight === undefined || options.highlight.length === 0
      ? []
      : [`${options.highlight.length} of them stand out`]),
  ];
  return oneLine(`${options.title} (timeline: ${parts.join("; ")})`);
}
