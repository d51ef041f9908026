/**
 * The words of a diagram, each where there is room: on nothing else, and struck by no line. What finds none gets a
 * number in the picture, and stands under it.
 *
 * @module
 */

import { shorten, textWidth } from "../text.ts";
import { tries, widest, wordsOf } from "./arrow_words.ts";
import { lossWords, segments } from "./arrows.ts";
import { operationLabels } from "./bar_words.ts";
import { alongArrow, around, labelHeight } from "./candidates.ts";
import type { Drawing, DrawnMark, Label, LabelPlace, Unsaid } from "./drawing.ts";
import { type Frame, type as typeSize } from "./frame.ts";
import { type Box, type Page, place } from "./place.ts";
import type { Arrow, Picture } from "./picture.ts";

/** A drawing before its words have found their places. */
export type Unlabelled = Omit<Drawing, "labels" | "numbers" | "notes">;

/** The words that found room, those that found none, and what room there is left. */
export interface Placed {
  /** In the order of their weight. */
  readonly labels: readonly Label[];
  /** In the order of their weight. */
  readonly unsaid: readonly Unsaid[];
  /** The page as far as it is taken. */
  readonly page: Page;
}

/** How far the ring around a violation reaches, in px. */
const haloReach = 12.5;

/** The labels in the order of their weight: what befell the system, what was asked, what was sent. */
export function placeLabels(drawing: Unlabelled, picture: Picture): Placed {
  const page = pageOf(drawing);
  const unsaid: Unsaid[] = [];
  const labels = [
    ...faultLabels(drawing.frame, page, unsaid),
    ...operationLabels(drawing, picture, page, unsaid),
    ...markLabels(drawing, picture, page, unsaid),
    ...arrowLabels(drawing, picture, page, unsaid),
  ];
  return { labels, unsaid, page };
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

function faultLabels(frame: Frame, page: Page, unsaid: Unsaid[]): Label[] {
  for (const { fault, words } of frame.rows) {
    if (words === fault.words) continue;
    // Beside the line that goes down from its words, where nothing else is.
    const x = frame.ruler.x(fault.at);
    const tops = Array.from({ length: 8 }, (_, i) => frame.top + 3 + i * (labelHeight + 3));
    unsaid.push({
      at: fault.at,
      text: fault.words,
      places: (width) => tops.flatMap((y) => [x + 4, x - 4 - width].map((x) => box(x, y, width))),
    });
  }
  return frame.rows.filter((row) => row.words !== "").map(({ x, y, width, words }) => {
    const place: LabelPlace = { ...box(x, y - labelHeight / 2, width), anchor: "start" };
    page.taken.push(place);
    return { place, text: words, kind: "fault" };
  });
}

function box(x: number, y: number, width: number): Box {
  return { x, y, width, height: labelHeight };
}

/** What is ringed first: it is what the violation is about. */
function markLabels(
  { marks }: Unlabelled,
  picture: Picture,
  page: Page,
  unsaid: Unsaid[],
): Label[] {
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
      const places = (width: number) => around(drawn.x, drawn.y, clear, width);
      const box = place(page, places(textWidth(text, typeSize.label)));
      if (box !== undefined) found.push({ place: box, text, kind: "mark" });
      else unsaid.push({ at: mark.at, text: mark.label, places });
    });
  }
  return found;
}

/**
 * Losses first, then what is said for the first time, then repetitions where they cost nothing. Of an arrow that only
 * says that it was lost, the words are unsaid; its type alone says enough.
 */
function arrowLabels(
  { arrows }: Unlabelled,
  picture: Picture,
  page: Page,
  unsaid: Unsaid[],
): Label[] {
  const found: Label[] = [];
  const said = new Set<string>(), open: (Unsaid & { readonly group: string })[] = [];
  const rank = (arrow: Arrow) => arrow.repeated ? 2 : lossWords(arrow.fate) !== "" ? 0 : 1;
  for (const turn of [0, 1, 2]) {
    picture.arrows.forEach((arrow, i) => {
      const drawn = arrows[i];
      if (rank(arrow) !== turn || drawn === undefined || drawn.faint) return;
      const loss = lossWords(arrow.fate);
      const kind = loss === "" ? "message" : "loss";
      const places = (width: number) => alongArrow(drawn, width);
      const group = `${arrow.from.kind} ${arrow.from.id}@${arrow.sentAt} ${arrow.label}`;
      for (const text of tries(arrow)) {
        const box = place(page, places(textWidth(text, typeSize.label)));
        if (box === undefined) continue;
        found.push({ place: box, text, kind });
        if (text === loss) break;
        said.add(group);
        return;
      }
      if (!arrow.repeated) open.push({ at: arrow.sentAt, text: wordsOf(arrow), places, group });
    });
  }
  // What was sent to several at once is said once.
  unsaid.push(...open.filter(({ group }) => !said.has(group)));
  return found;
}
