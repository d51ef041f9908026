/** Where everything on a timeline goes. @module */

import { encode } from "../../model/encode.ts";
import type { History, Operation } from "../../model/history.ts";
import { type Ruler, ruler } from "../spacetime/scale.ts";
import { bold, shorten, textWidth, wrap } from "../text.ts";
import { rowsOf } from "./rows.ts";
import type { TimelineOptions } from "./options.ts";

/** An operation as a bar. */
export interface Bar {
  /** Its left end. */
  readonly x: number;
  /** Its top. */
  readonly y: number;
  /** From its call to its return, and never too narrow to be seen. */
  readonly width: number;
  /** What stands above it, as far as there is room. */
  readonly label: string;
  /** All of it. */
  readonly detail: string;
  /** How much it stands out. */
  readonly kind: "plain" | "highlight" | "offending";
  /** Whether it has no end. */
  readonly open: boolean;
  /** Where it may take effect, and as which of all; missing when it is not in the order. */
  readonly point?: { readonly x: number; readonly rank: number };
}

/** A timeline with every position decided, in px. */
export interface Layout {
  /** Of the picture. */
  readonly width: number;
  /** Of the picture. */
  readonly height: number;
  /** Where time begins. */
  readonly left: number;
  /** The title in lines. */
  readonly title: readonly string[];
  /** The names of the rows, and the tops of their bars. */
  readonly rows: readonly { readonly name: string; readonly y: number }[];
  /** The operations. */
  readonly bars: readonly Bar[];
  /** How far down the axis lies. */
  readonly axis: number;
  /** What stands under the axis. */
  readonly axisTitle: string;
  /** Where each moment lies. */
  readonly ruler: Ruler;
  /** The sentences under the picture, in lines. */
  readonly words: readonly string[];
}

/** Sizes, in px. */
export const size = { row: 46, bar: 14, label: 11.5, name: 12.5, title: 16, words: 12.5 };

/** What two neighbouring moments need between them. */
const leastGap = 22;
const margin = 14;

/** Decides where everything goes. */
export function layOut<I, O>(history: History<I, O>, options: TimelineOptions<I, O>): Layout {
  const { processName = (process) => `process ${process}`, words = [] } = options;
  const rows = rowsOf(history);
  const names = rows.map(({ process, first }) => first ? processName(process) : "");
  const left = margin + 8 + Math.max(...names.map((name) => textWidth(name, size.name) * bold));
  const instants = instantsOf(history);
  const width = Math.max(640, Math.ceil(left + margin + leastGap * (instants.length - 1)));
  const title = wrap(options.title, size.title * bold, width - 2 * margin);
  const top = 14 + 21 * title.length;
  const scale = ruler(instants, left, width - margin, undefined);
  const y = (row: number) => top + size.row * row + size.row - size.bar;
  const axis = top + size.row * rows.length + 18;
  const lines = words.flatMap((line) => wrapWithIndent(line, width - 2 * margin));
  return {
    width,
    height: axis + 46 + 18 * lines.length,
    left,
    title,
    rows: names.map((name, row) => ({ name, y: y(row) })),
    bars: barsOf(rows.map(({ operations }) => operations), y, scale, width - margin, options),
    axis,
    axisTitle: options.axisTitle ?? "time in ms",
    ruler: scale,
    words: lines,
  };
}

/** Every moment at which something begins or ends, and one after the last for what has no end. */
function instantsOf(history: History): number[] {
  const moments = history.flatMap(({ invokedAt, endedAt }) => [invokedAt, endedAt]);
  const finite = moments.filter(Number.isFinite).sort((a, b) => a - b);
  const distinct = finite.filter((moment, i) => moment !== finite[i - 1]);
  return distinct.length === 1 ? [distinct[0]!, distinct[0]! + 1] : distinct;
}

function barsOf<I, O>(
  rows: readonly History<I, O>[],
  y: (row: number) => number,
  scale: Ruler,
  right: number,
  options: TimelineOptions<I, O>,
): Bar[] {
  const span = ({ invokedAt, endedAt }: Operation<I, O>) => {
    const x = scale.x(invokedAt);
    const end = endedAt === Infinity ? right + margin : scale.x(endedAt);
    return { x, width: Math.max(6, end - x) };
  };
  const points = pointsOf(rows.flat(), span, options.order ?? []);
  return rows.flatMap((row, number) =>
    row.map((operation, i): Bar => {
      const { x, width } = span(operation);
      const next = row[i + 1];
      const room = (next === undefined ? right : span(next).x - 5) - x;
      const text = (options.label ?? labelOf)(operation);
      const point = points.get(operation.id);
      return {
        x,
        y: y(number),
        width,
        label: shorten(text, size.label, Math.max(room, 20)),
        detail: `${text} (${times(operation)})`,
        kind: operation.id === options.offending
          ? "offending"
          : options.highlight?.includes(operation.id)
          ? "highlight"
          : "plain",
        open: operation.endedAt === Infinity,
        ...(point === undefined ? {} : { point }),
      };
    })
  );
}

/** Points follow the order from left to right; each lies inside its bar. */
function pointsOf<I, O>(
  history: History<I, O>,
  span: (operation: Operation<I, O>) => { x: number; width: number },
  order: readonly number[],
): Map<number, { x: number; rank: number }> {
  const ids = new Map(history.map((operation) => [operation.id, operation]));
  const points = new Map<number, { x: number; rank: number }>();
  let reached = 0;
  for (const id of order) {
    const operation = ids.get(id);
    if (operation === undefined) continue;
    const { x, width } = span(operation);
    const at = Math.min(Math.max(x + 4, reached + 7), x + width);
    reached = Math.max(reached, at);
    points.set(id, { x: at, rank: points.size + 1 });
  }
  return points;
}

function labelOf({ input, output }: Operation): string {
  return output === undefined ? encode(input) : `${encode(input)} → ${encode(output)}`;
}

function times({ process, invokedAt, endedAt, outcome }: Operation): string {
  const end = endedAt === Infinity ? "with no end" : `to ${endedAt}`;
  return `process ${process}, from ${invokedAt} ${end}${outcome === "fail" ? ", failed" : ""}`;
}

function wrapWithIndent(line: string, width: number): string[] {
  const indent = /^\s*/.exec(line)![0].replaceAll(" ", "\u00a0");
  return wrap(line, size.words, width - 40).map((part) => `${indent}${part}`);
}
