/** The frame of a diagram: its size, its lines, and where a moment stands on them. @module */

import type { Lane } from "../../model/story/cast.ts";
import { bold, shorten, textWidth, wrap } from "../text.ts";
import type { Page } from "../svg.ts";
import { instantsOf } from "./clip.ts";
import type { SpacetimeOptions } from "./options.ts";
import { type LegendItem, legendOf } from "./legend.ts";
import { type Ruler, ruler } from "./scale.ts";
import type { FaultSpan, Picture } from "./picture.ts";

/** Sizes of type, in px. */
export const type = { title: 15, name: 12.5, label: 11.5, axis: 11 } as const;

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
  const time = ruler(instants, start, width - slack, options.scale);
  const title = options.heading === false
    ? []
    : wrap(options.title, type.title * bold, width - 2 * margin);
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
    height: axis + 46 + legendHeight + (verdict.length > 0 ? 12 + 18 * verdict.length : 0),
    title,
    left,
    right: width - margin,
    top,
    gap,
    names,
    ruler: time,
    rows,
    axis,
    axisTitle: axisTitle(time, picture.leftOut),
    legend,
    verdict,
    y: (lane) => first + gap * picture.lanes.indexOf(lane),
  };
}

function axisTitle(time: Ruler, leftOut: number): string {
  const spread = time.kind === "even" ? ", events evenly spaced" : "";
  const earlier = leftOut > 0 ? `; ${leftOut} earlier events are not shown` : "";
  return `virtual time (ms)${spread}${earlier}`;
}

function widthFor(
  instants: readonly number[],
  start: number,
  slack: number,
  options: SpacetimeOptions,
): number {
  const usual = 760;
  const { kind } = ruler(instants, start, usual - slack, options.scale);
  if (kind === "proportional") return usual;
  return Math.ceil(Math.min(1500, Math.max(usual, start + slack + 34 * (instants.length - 1))));
}

function gapFor(lanes: number): number {
  if (lanes <= 3) return 88;
  if (lanes <= 5) return 74;
  if (lanes <= 8) return 60;
  return lanes <= 16 ? 42 : 26;
}

/** Gives each fault the first row in which its words are free of all others; four rows at most. */
function faultRows(
  faults: readonly FaultSpan[],
  time: Ruler,
  left: number,
  right: number,
  head: number,
): FaultRow[] {
  const free: [number, number][][] = [[], [], [], []];
  return faults.map((fault) => {
    const x = time.x(fault.at);
    const text = shorten(fault.words, type.label, Math.min(360, right - left));
    const width = textWidth(text, type.label);
    const begin = Math.max(left, Math.min(x + 5, right - width));
    const row = free.findIndex((spans) =>
      spans.every(([from, to]) => begin + width + 8 <= from || begin >= to + 8)
    );
    free[row]?.push([Math.min(begin, x), begin + width]);
    const y = head + rowHeight * (Math.max(0, row) + 0.5);
    return { fault, x: begin, y, words: row === -1 ? "" : text, width };
  });
}
