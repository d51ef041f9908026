/** Operations as bars, and what stands above them. @module */

import type { History, Operation } from "../../model/history.ts";
import { inWords } from "../../model/in_words.ts";
import { frameOf } from "../spacetime/notes.ts";
import type { Ruler } from "../spacetime/scale.ts";
import { bold, shorten, textWidth } from "../text.ts";
import type { TimelineOptions } from "./options.ts";
import { extent, labelGap, margin, size } from "./size.ts";

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
  /** The number of what the label has no room for, and where its frame begins; missing where it says all. */
  readonly rest?: { readonly number: number; readonly x: number };
  /** All of it. */
  readonly detail: string;
  /** How much it stands out. */
  readonly kind: "plain" | "highlight" | "offending";
  /** Whether it has no end. */
  readonly open: boolean;
  /** Where it may take effect, and as which of all; missing when it is not in the order. */
  readonly point?: { readonly x: number; readonly rank: number };
}

/** The operations of each row, and where time goes. */
export interface Plan<I, O> {
  /** Operations that do not overlap, a row each. */
  readonly rows: readonly History<I, O>[];
  /** Where each moment lies. */
  readonly ruler: Ruler;
  /** Where the last moment lies. */
  readonly right: number;
  /** How wide the picture is. */
  readonly width: number;
}

/** All bars, and the words that their labels have no room for; `y` tells the top of the bars of a row. */
export function barsOf<I, O>(
  { rows, ruler, width }: Omit<Plan<I, O>, "right">,
  y: (row: number) => number,
  options: TimelineOptions<I, O>,
): { bars: Bar[]; unsaid: string[] } {
  const span = ({ invokedAt, endedAt }: Operation<I, O>) => {
    const x = ruler.x(invokedAt);
    const end = endedAt === Infinity ? width : ruler.x(endedAt);
    return { x, width: Math.max(6, end - x) };
  };
  const points = pointsOf(rows.flat(), span, options.order ?? []);
  const rooms = new Map(rows.flatMap((row) =>
    row.map((operation, i) => {
      const next = row[i + 1];
      const end = next === undefined ? width - margin : span(next).x - labelGap;
      return [operation, end - span(operation).x] as const;
    })
  ));
  const unsaid = unsaidOf(rooms, options);
  const bars = rows.flatMap((row, number) =>
    row.map((operation): Bar => {
      const text = textOf(operation, options);
      const kind = kindOf(operation, options);
      const place = span(operation);
      const room = rooms.get(operation)!;
      const point = points.get(operation.id);
      return {
        ...place,
        y: y(number),
        ...labelOf(text, fontSize(kind), { x: place.x, room }, unsaid),
        detail: `${text} (${whoAndWhen(operation, options)})`,
        kind,
        open: operation.endedAt === Infinity,
        ...(point === undefined ? {} : { point }),
      };
    })
  );
  return { bars, unsaid };
}

/** What labels are too wide for their room, in the order of their calls, each once. */
function unsaidOf<I, O>(
  rooms: ReadonlyMap<Operation<I, O>, number>,
  options: TimelineOptions<I, O>,
): string[] {
  const cut = [...rooms].filter(([operation, room]) => labelWidth(operation, options) > room)
    .toSorted(([a], [b]) => a.invokedAt - b.invokedAt);
  // A number, too, takes some room.
  const numbered = cut.filter(([, room]) => room >= frameOf(cut.length));
  const texts = new Set(numbered.map(([operation]) => textOf(operation, options)));
  return texts.size > mostNotes ? [] : [...texts];
}

/** More of them are no longer read. */
const mostNotes = 40;
/** A narrower start of a label says nothing. */
const leastLabel = 24;

/** A label in its room: all of it, or its start and a number. */
function labelOf(
  text: string,
  fontSize: number,
  { x, room }: { x: number; room: number },
  unsaid: readonly string[],
): Pick<Bar, "label" | "rest"> {
  const frame = frameOf(unsaid.length);
  const number = unsaid.indexOf(text) + 1;
  const isWhole = textWidth(text, fontSize) <= room;
  if (isWhole || number === 0 || room < frame) {
    return { label: shorten(text, fontSize, Math.max(room, 20)) };
  }
  const left = room - frame - labelGap;
  const label = left < leastLabel ? "" : shorten(text, fontSize, left);
  const after = label === "" ? 0 : textWidth(label, fontSize) + labelGap;
  return { label, rest: { number, x: x + after } };
}

/** How many times as wide the axis must be for all labels that stand out to have room, or 1. */
export function widening<I, O>(
  { rows, ruler }: Pick<Plan<I, O>, "rows" | "ruler">,
  options: TimelineOptions<I, O>,
): number {
  const factors = rows.flatMap((row) =>
    row.map((operation, i) => {
      const next = row[i + 1];
      if (next === undefined || kindOf(operation, options) === "plain") return 1;
      const room = ruler.x(next.invokedAt) - ruler.x(operation.invokedAt);
      return (labelWidth(operation, options) + labelGap) / Math.max(room, 1);
    })
  );
  return Math.max(1, ...factors);
}

/** How far the last labels of the rows stand out beyond the last moment, as far as there may be room. */
export function tail<I, O>(
  { rows, ruler, right }: Omit<Plan<I, O>, "width">,
  options: TimelineOptions<I, O>,
): number {
  const beyond = rows.map((row) => {
    const last = row.at(-1)!;
    return ruler.x(last.invokedAt) + labelWidth(last, options) - right;
  });
  return Math.min(extent.tail, Math.max(0, ...beyond));
}

function fontSize(kind: Bar["kind"]): number {
  return kind === "plain" ? size.label : size.label * bold;
}

function labelWidth<I, O>(operation: Operation<I, O>, options: TimelineOptions<I, O>): number {
  return textWidth(textOf(operation, options), fontSize(kindOf(operation, options)));
}

function kindOf<I, O>({ id }: Operation<I, O>, options: TimelineOptions<I, O>): Bar["kind"] {
  if (id === options.offending) return "offending";
  return options.highlight?.includes(id) ? "highlight" : "plain";
}

function textOf<I, O>(operation: Operation<I, O>, { label }: TimelineOptions<I, O>): string {
  if (label !== undefined) return label(operation);
  const { input, output } = operation;
  return output === undefined ? inWords(input) : `${inWords(input)} → ${inWords(output)}`;
}

/** Where distances are no times, a moment means nothing to the reader. */
function whoAndWhen<I, O>(
  { process, invokedAt, endedAt, outcome }: Operation<I, O>,
  { isToScale = true, processName }: TimelineOptions<I, O>,
): string {
  if (!isToScale) return processName?.(process) ?? `process ${process}`;
  const end = endedAt === Infinity ? "with no end" : `to ${endedAt}`;
  return `process ${process}, from ${invokedAt} ${end}${outcome === "fail" ? ", failed" : ""}`;
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
    const end = x + Math.max(width - 4, width / 2);
    const at = Math.min(Math.max(x + 4, reached + 7), end);
    reached = Math.max(reached, at);
    points.set(id, { x: at, rank: points.size + 1 });
  }
  return points;
}
