/** The frame of a diagram: its size, its lines, and where a moment stands on them. @module */

import type { Lane } from "../../model/story/cast.ts";
import { bold, shorten, textWidth, wrap, wrapEvenly } from "../text.ts";
import type { Page } from "../svg.ts";
import { instantsOf } from "./clip.ts";
import type { SpacetimeOptions } from "./options.ts";
import { type LegendItem, legendOf } from "./legend.ts";
import { type Ruler, ruler } from "./scale.ts";
import type { FaultSpan, Picture } from "./picture.ts";

/** Sizes of type, in px. */
export const type = { title: 15, name: 12.5, label: 11.5, axis: 11.5 } as const;

/** Words above the lines, at the fault they belong to. */
export interface FaultRow {
  /** What happened. */
  readonly fault: FaultSpan;
  /** Where the words begin, from the left edge, in px. */
  readonly x: number;
  /** From the top of the page, the middle of the row. */
  readonly y: number;
  /** Nothing when there is no room. */
  readonly words: string;
  /** The width of the words, in px. */
  readonly width: number;
}

/** The frame, in px from the top left. */
export interface Frame extends Page {
  /** Where the lines begin and end. */
  readonly left: number;
  /** The right end of the lines, in px. */
  readonly right: number;
  /** Where the first line may have labels. */
  readonly top: number;
  /** Between two lines. */
  readonly gap: number;
  /** What stands before each line. */
  readonly names: ReadonlyMap<Lane, string>;
  /** Where moments stand. */
  readonly ruler: Ruler;
  /** The words of the faults. */
  readonly rows: readonly FaultRow[];
  /** The height of the time axis, in px from the top. */
  readonly axis: number;
  /** What stands under the axis. */
  readonly axisTitle: string;
  /** What its marks mean, in rows under the axis. */
  readonly legend: readonly LegendItem[];
  /** The words under the diagram. */
  readonly verdict: readonly string[];
  /** The height of a line, in px from the top. */
  y(lane: Lane): number;
}

const margin = 10;
const rowHeight = 18;

/** The frame that a picture needs. */
export function frameOf(picture: Picture, options: SpacetimeOptions): Frame {
  const instants = instantsOf(picture);
  const names = new Map(
    picture.lanes.map((lane) => [lane, shorten(lane.name, type.name * bold, 150)] as const),
  );
  const widest = [...names.values()].reduce(
    (w, text) => Math.max(w, textWidth(text, type.name * bold)),
    0,
  );
  const left = Math.ceil(margin + widest + 12);
  // Room before the first event, and after the last one for what is still under way.
  const [start, slack] = [left + 16, 56];
  const width = options.width ?? widthFor(instants, start, slack, options);
  const time = ruler(
    instants,
    start,
    width - slack,
    options.scale,
    options.unit === "steps" ? 1 : 0,
  );
  const title = options.heading === false
    ? []
    : wrapEvenly(options.title, type.title * bold, width - 2 * margin);
  const head = margin + 21 * title.length + 6;
  const rows = faultRows(picture.faults, time, left, width - margin, head);
  const top = rows.reduce((low, row) => Math.max(low, row.y + rowHeight / 2), head) + 2;
  const gap = gapFor(picture.lanes.length);
  const first = top + 30;
  const axis = first + gap * Math.max(0, picture.lanes.length - 1) + 34;
  const verdict = picture.violations.slice(0, 3).flatMap(({ invariant, words }) =>
    wrap(`Violated: ${invariant} – ${words}`, 12.5 * bold, width - 2 * margin - 22)
  );
  const legend = legendOf(picture, options.labels, width - left - margin);
  const legendHeight = legend.length > 0 ? 10 + rowHeight * (legend.at(-1)!.row + 1) : 0;
  return {
    width,
    height: axis + 46 + legendHeight + verdictHeight({ verdict }),
    title,
    left,
    right: width - margin,
    top,
    gap,
    names,
    ruler: time,
    rows,
    axis,
    axisTitle: axisTitle(time, picture.leftOut, options.unit),
    legend,
    verdict,
    y: (lane) => first + gap * picture.lanes.indexOf(lane),
  };
}

/** How much room the words take that stand under all else, in px. */
export function verdictHeight({ verdict }: Pick<Frame, "verdict">): number {
  return verdict.length > 0 ? 12 + 18 * verdict.length : 0;
}

function axisTitle(time: Ruler, leftOut: number, unit: SpacetimeOptions["unit"]): string {
  const what = unit === "steps" ? "steps of the run" : "virtual time (ms)";
  const spread = time.kind === "even" ? ", events evenly spaced" : "";
  const earlier = leftOut > 0 ? `; ${leftOut} earlier events are not shown` : "";
  return `${what}${spread}${earlier}`;
}

function widthFor(
  instants: readonly number[],
  start: number,
  slack: number,
  options: SpacetimeOptions,
): number {
  const usual = 776;
  const { kind } = ruler(instants, start, usual - slack, options.scale);
  if (kind === "proportional") return usual;
  return Math.ceil(Math.min(1500, Math.max(usual, start + slack + 24 * (instants.length - 1))));
}

function gapFor(lanes: number): number {
  if (lanes <= 3) return 94;
  if (lanes <= 5) return 80;
  if (lanes <= 8) return 62;
  return lanes <= 16 ? 42 : 26;
}

/**
 * Gives each fault the first row in which its words are free of all others, four rows at most; lines go down
 * from faults through all rows below theirs, and strike no words.
 */
function faultRows(
  faults: readonly FaultSpan[],
  time: Ruler,
  left: number,
  right: number,
  head: number,
): FaultRow[] {
  const found: (Span & { row: number; at: number })[] = [];
  const rows = faults.map((fault): FaultRow => {
    const at = time.x(fault.at);
    const room = right - at - 5;
    const cut = room < 60 ? [] : [shorten(fault.words, type.label, room)];
    for (const words of [fault.words, ...cut]) {
      const width = textWidth(words, type.label);
      // Behind its line, or before it.
      const x = [at + 5, at - 5 - width].find((x) => x >= left && x + width <= right);
      if (x === undefined) continue;
      const row = [0, 1, 2, 3].find((row) =>
        found.every((other) =>
          row === other.row
            ? x + width + 8 <= Math.min(other.x, other.at) ||
              Math.min(x, at) >= other.x + other.width + 8
            : row > other.row
            ? !holds({ x, width }, other.at)
            : !holds(other, at)
        )
      );
      if (row === undefined) continue;
      found.push({ x, width, row, at });
      return { fault, x, y: head + rowHeight * (row + 0.5), words, width };
    }
    return { fault, x: at, y: 0, words: "", width: 0 };
  });
  // Its line begins under all words.
  const last = found.reduce((most, { row }) => Math.max(most, row + 1), 0);
  return rows.map((row) => row.words === "" ? { ...row, y: head + rowHeight * last + 7 } : row);
}

/** A stretch of a row, in px. */
interface Span {
  readonly x: number;
  readonly width: number;
}

function holds({ x, width }: Span, at: number): boolean {
  return at > x - 2 && at < x + width + 2;
}
