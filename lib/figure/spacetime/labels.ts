/**
 * The words of a diagram, each where there is room: on nothing else, and struck by no line. What finds none
 * stays in the tooltips.
 *
 * @module
 */

import { shorten, textWidth } from "../text.ts";
import { lossWords, segments } from "./arrows.ts";
import { alongArrow, around, labelHeight } from "./candidates.ts";
import type { Drawing, DrawnMark, Label, LabelPlace } from "./drawing.ts";
import { type Frame, type as typeSize } from "./frame.ts";
import { type Box, crosses, overlap, type Page, place } from "./place.ts";
import type { Arrow, Picture } from "./picture.ts";

/** A drawing before its words have found their places. */
export type Unlabelled = Omit<Drawing, "labels">;

/** No label is wider than this, in px. */
const widest = 190;

/** How far the ring around a violation reaches, in px. */
const haloReach = 12.5;

/** The labels in the order of their weight: what befell the system, what was asked, what was sent. */
export function placeLabels(drawing: Unlabelled, picture: Picture): Label[] {
  const page = pageOf(drawing);
  return [
    ...faultLabels(drawing.frame, page),
    ...operationLabels(drawing, picture, page),
    ...markLabels(drawing, picture, page),
    ...arrowLabels(drawing, picture, page),
  ];
}

function pageOf({ frame, lanes, marks, operations, arrows, moments, outages }: Unlabelled): Page {
  const { left, right, top, axis } = frame;
  const heads = arrows.filter((arrow) => arrow.end !== "none").map(({ points, end }): Box => {
    const [x, y] = points.at(-1) ?? [0, 0];
    const reach = end === "cross" ? 7 : 4;
    return { x: x - reach, y: y - reach, width: 2 * reach, height: 2 * reach };
  });
  const halos = marks.filter(({ kind }) => kind === "halo").map(({ x, y }): Box => {
    return { x: x - haloReach, y: y - haloReach, width: 2 * haloReach, height: 2 * haloReach };
  });
  return {
    frame: { x: left, y: top, width: right - left, height: axis - 6 - top },
    taken: [
      ...operations.map((operation) => operation.box),
      ...outages.map((outage) => outage.box),
      ...marks.filter((mark) => mark.kind !== "halo").map(({ x, y }) => (
        { x: x - 5, y: y - 5, width: 10, height: 10 }
      )),
      ...halos,
      ...heads,
    ],
    lines: [
      ...arrows.flatMap(segments),
      ...lanes.map(({ y }) => ({ x1: left, y1: y, x2: right, y2: y })),
      ...moments.map(({ x, from, to }) => ({ x1: x, y1: from, x2: x, y2: to })),
    ],
  };
}

function faultLabels(frame: Frame, page: Page): Label[] {
  return frame.rows.filter((row) => row.words !== "").map(({ x, y, width, words }) => {
    const box: LabelPlace = {
      x,
      y: y - labelHeight / 2,
      width,
      height: labelHeight,
      anchor: "start",
    };
    page.taken.push(box);
    return { place: box, text: words, kind: "fault" };
  });
}

/** Inside its bar when it fits, else above or below, else cut down to the bar. */
function operationLabels({ operations }: Unlabelled, picture: Picture, page: Page): Label[] {
  const found: Label[] = [];
  picture.operations.forEach((operation, i) => {
    const bar = operations[i]?.box;
    if (bar === undefined) return;
    const text = shorten(operation.label, typeSize.label, 300);
    const width = textWidth(text, typeSize.label);
    const whole = inBar(bar, text, page, found);
    if (whole !== undefined) return void found.push(whole);
    const places = around(bar.x + bar.width / 2, bar.y + bar.height / 2, bar.height / 2 + 2, width);
    const outside = place(page, [...places, ...aside(bar, width)]);
    if (outside !== undefined) return void found.push({ place: outside, text, kind: "operation" });
    const cut = bar.width < 60
      ? undefined
      : inBar(bar, shorten(text, typeSize.label, bar.width - 12), page, found);
    if (cut !== undefined) found.push(cut);
  });
  return found;
}

/** Above and below, before the bar and behind it. */
function aside({ x, y, width: length, height }: Box, width: number): LabelPlace[] {
  return [y - labelHeight - 2, y + height + 2].flatMap((y): LabelPlace[] => [
    { x: x - width - 5, y, width, height: labelHeight, anchor: "end" },
    { x: x + length + 5, y, width, height: labelHeight, anchor: "start" },
  ]);
}

/** At the beginning of the bar, or behind a moment that falls into it. */
function inBar(
  bar: Box,
  text: string,
  { lines }: Page,
  found: readonly Label[],
): Label | undefined {
  const y = bar.y + (bar.height - labelHeight) / 2;
  const width = textWidth(text, typeSize.label);
  const place = [bar, ...lines.filter(({ x1, x2 }) => x1 === x2).map(({ x1: x }) => ({ x }))]
    .map(({ x }): LabelPlace => ({ x: x + 6, y, width, height: labelHeight, anchor: "start" }))
    .find((box) =>
      box.x > bar.x && box.x + width <= bar.x + bar.width - 6 &&
      !found.some((other) => overlap(box, other.place)) &&
      !lines.some((line) => line.x1 === line.x2 && crosses(line, box))
    );
  return place === undefined ? undefined : { place, text, kind: "operation" };
}

/** What is ringed first: it is what the violation is about. */
function markLabels({ marks }: Unlabelled, picture: Picture, page: Page): Label[] {
  const order = ["crash", "restart", "pause", "state", "timer"];
  const isRinged = (one: DrawnMark) =>
    marks.some(({ kind, x, y }) =>
      kind === "halo" && Math.abs(x - one.x) < haloReach && Math.abs(y - one.y) < haloReach
    );
  const found: Label[] = [];
  for (
    const [kind, ringed] of [true, false].flatMap((ringed) =>
      order.map((kind) => [kind, ringed] as const)
    )
  ) {
    picture.marks.forEach((mark, i) => {
      const drawn = marks[i];
      if (mark.kind !== kind || drawn === undefined || drawn.faint) return;
      if (isRinged(drawn) !== ringed) return;
      const text = shorten(mark.label, typeSize.label, widest);
      const clear = ringed ? haloReach + 0.5 : 7;
      const places = around(drawn.x, drawn.y, clear, textWidth(text, typeSize.label));
      const box = place(page, places);
      if (box !== undefined) found.push({ place: box, text, kind: "mark" });
    });
  }
  return found;
}

/** Losses first, then what is said for the first time, then repetitions where they cost nothing. */
function arrowLabels({ arrows }: Unlabelled, picture: Picture, page: Page): Label[] {
  const found: Label[] = [];
  const rank = (arrow: Arrow) => arrow.repeated ? 2 : lossWords(arrow.fate) !== "" ? 0 : 1;
  for (const turn of [0, 1, 2]) {
    picture.arrows.forEach((arrow, i) => {
      const drawn = arrows[i];
      if (rank(arrow) !== turn || drawn === undefined || drawn.faint) return;
      const kind = lossWords(arrow.fate) === "" ? "message" : "loss";
      for (const text of tries(arrow)) {
        const box = place(page, alongArrow(drawn, textWidth(text, typeSize.label)));
        if (box === undefined) continue;
        found.push({ place: box, text, kind });
        return;
      }
    });
  }
  return found;
}

/** What an arrow may say, the best first. */
function tries(arrow: Arrow): string[] {
  const loss = lossWords(arrow.fate);
  const suffix = loss === "" ? "" : ` · ${loss}`;
  const all = shorten(arrow.label, typeSize.label, widest) + suffix;
  const short = shorten(arrow.type, typeSize.label, widest) + suffix;
  return [
    all,
    ...(short.length < all.length && !arrow.repeated ? [short] : []),
    ...(loss === "" ? [] : [loss]),
  ];
}
