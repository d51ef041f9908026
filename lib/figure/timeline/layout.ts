/** Where everything on a timeline goes. @module */

import type { History } from "../../model/history.ts";
import type { Note } from "../spacetime/drawing.ts";
import { frameOf, inRows, notesHeight } from "../spacetime/notes.ts";
import { type Ruler, ruler } from "../spacetime/scale.ts";
import { bold, textWidth, wrapEvenly, wrapIndented } from "../text.ts";
import type { Page } from "../svg.ts";
import { type Bar, barsOf, type Plan, tail, widening } from "./bars.ts";
import { legendHeight, type LegendItem, legendOf } from "./legend.ts";
import type { TimelineOptions } from "./options.ts";
import { rowsOf } from "./rows.ts";
import { extent, leastGap, margin, size } from "./size.ts";

/** A timeline with every position decided, in px. */
export interface Layout extends Page {
  /** Where time begins. */
  readonly left: number;
  /** The names of the rows, and the tops of their bars. */
  readonly rows: readonly { readonly name: string; readonly y: number }[];
  /** The operations. */
  readonly bars: readonly Bar[];
  /** Where the last moment lies. */
  readonly right: number;
  /** How far down the axis lies. */
  readonly axis: number;
  /** What stands under the axis. */
  readonly axisTitle: string;
  /** Where each moment lies. */
  readonly ruler: Ruler;
  /** What its marks mean, in rows under the axis. */
  readonly legend: readonly LegendItem[];
  /** What its labels have no room for. */
  readonly notes: readonly Note[];
  /** The sentences under the picture, in lines. */
  readonly words: readonly string[];
}

/** Decides where everything goes. */
export function layOut<I, O>(history: History<I, O>, options: TimelineOptions<I, O>): Layout {
  const { processName = (process) => `process ${process}`, words = [] } = options;
  const rows = rowsOf(history);
  const names = rows.map(({ process, first }) => first ? processName(process) : "");
  const left = margin + 8 + Math.max(...names.map((name) => textWidth(name, size.name) * bold));
  const plan = planned(history, rows.map(({ operations }) => operations), left, options);
  const { width, right } = plan;
  const title = wrapEvenly(options.title, size.title * bold, width - 2 * margin);
  const top = 14 + 21 * title.length;
  const y = (row: number) => top + size.row * row + size.row - size.bar;
  const axis = top + size.row * rows.length + 18;
  const { bars, unsaid } = barsOf(plan, y, options);
  const notes = inRows(unsaid, width - 2 * margin, frameOf(unsaid.length));
  const legend = legendOf(bars, options.legend ?? {}, width - 2 * margin);
  const foot = axis + 46 + legendHeight(legend) + notesHeight(notes);
  const lines = words.flatMap((line) => wrapIndented(line, size.words, width - 2 * margin));
  return {
    width,
    height: foot + (lines.length > 0 ? 6 : 0) + 18 * lines.length,
    left,
    right,
    title,
    rows: names.map((name, row) => ({ name, y: y(row) })),
    bars,
    axis,
    axisTitle: options.axisTitle ?? "time in ms",
    ruler: plan.ruler,
    legend,
    notes,
    words: lines,
  };
}

/** As wide as the moments need, and wider for labels that stand out, as far as that goes. */
function planned<I, O>(
  history: History<I, O>,
  rows: readonly History<I, O>[],
  left: number,
  options: TimelineOptions<I, O>,
): Plan<I, O> {
  const instants = instantsOf(history);
  const least = Math.max(extent.least, Math.ceil(left + margin + leastGap * (instants.length - 1)));
  const first = ruler(instants, left, least - margin, undefined);
  const wider = (least - margin - left) * widening({ rows, ruler: first }, options) + left + margin;
  const right = Math.ceil(Math.max(least, Math.min(extent.wide, wider))) - margin;
  const last = ruler(instants, left, right, first.kind);
  const beyond = tail({ rows, ruler: last, right }, options);
  return { rows, ruler: last, right, width: Math.ceil(right + beyond) + margin };
}

/** Every moment at which something begins or ends, and one after the last for what has no end. */
function instantsOf(history: History): number[] {
  const moments = history.flatMap(({ invokedAt, endedAt }) => [invokedAt, endedAt]);
  const finite = moments.filter(Number.isFinite).sort((a, b) => a - b);
  const distinct = finite.filter((moment, i) => moment !== finite[i - 1]);
  return distinct.length === 1 ? [distinct[0]!, distinct[0]! + 1] : distinct;
}
