/**
 * The layout of a space-time diagram: from a picture to a drawing. It is a pure function, and its law is
 * tested on random traces: every message has an arrow, nothing leaves the page, no two labels overlap.
 *
 * @module
 */

import { colours, drawArrow, sideBySide } from "./arrows.ts";
import { placeLabels, type Unlabelled } from "./labels.ts";
import type { Drawing, DrawnBox, DrawnMark, DrawnMoment } from "./drawing.ts";
import { type Frame, frameOf } from "./frame.ts";
import { barHalf } from "./arrows.ts";
import { notesHeight, notesOf } from "./notes.ts";
import type { SpacetimeOptions } from "./options.ts";
import type { FaultSpan, Mark, OperationBar, Outage, Picture } from "./picture.ts";
import type { Lane } from "../../model/story/cast.ts";
import { hung, isSave } from "./saves.ts";
import { ms } from "./words.ts";

/** Gives everything in a picture its place. */
export function layOut(picture: Picture, options: SpacetimeOptions): Drawing {
  const frame = frameOf(picture, options);
  const colour = colours(picture, options.labels);
  const saves = picture.marks.filter(isSave);
  const others = picture.marks.filter((each) => !isSave(each));
  const drawing: Unlabelled = {
    frame,
    lanes: picture.lanes.map((lane) => ({
      y: frame.y(lane),
      name: frame.names.get(lane) ?? lane.name,
      faint: isFaint(lane, picture),
    })),
    reaches: picture.faults.flatMap((fault) => reaches(fault, picture, frame)),
    outages: picture.outages.map((outage) => drawOutage(outage, picture, frame)),
    operations: picture.operations.map((operation) => drawOperation(operation, picture, frame)),
    arrows: sideBySide(
      picture.arrows.map((arrow) =>
        drawArrow(arrow, picture, frame, {
          colour: colour.get(arrow.type) ?? "currentColor",
          open: options.labels?.replies?.includes(arrow.type) ?? false,
        })
      ),
      frame,
    ),
    marks: [
      ...others.map((mark) => drawMark(mark, picture, frame)),
      ...hung(saves.map((mark) => drawMark(mark, picture, frame))),
      ...halos(picture, frame),
    ],
    moments: moments(picture, frame),
  };
  const { labels, ...rest } = placeLabels(drawing, { ...picture, marks: others });
  const { numbers, notes } = notesOf(rest, frame.right - frame.left);
  const height = frame.height + notesHeight(notes);
  return { ...drawing, frame: { ...frame, height }, labels, numbers, notes };
}

/** Whether an event of this line fades so that others stand out; clients never do. */
function isFaint(lane: Lane, { focus }: Picture): boolean {
  return focus !== undefined && lane.kind === "node" && !focus.has(lane.id);
}

function span(
  from: number,
  to: number | undefined,
  picture: Picture,
  frame: Frame,
): [number, number] {
  const open = to === undefined || to > picture.span[1];
  const x = from < picture.span[0] ? frame.left : frame.ruler.x(from);
  return [x, open ? frame.right : Math.max(x, frame.ruler.x(to))];
}

function drawOutage(outage: Outage, picture: Picture, frame: Frame): DrawnBox<Outage["kind"]> {
  const [x, end] = span(outage.from, outage.to, picture, frame);
  const till = outage.to === undefined ? "" : ` to ${ms(outage.to)}`;
  return {
    box: { x, y: frame.y(outage.lane) - 4, width: end - x, height: 8 },
    kind: outage.kind,
    detail: `${outage.lane.name} is ${outage.kind} from ${ms(outage.from)}${till}`,
    faint: isFaint(outage.lane, picture),
  };
}

function drawOperation(
  operation: OperationBar,
  picture: Picture,
  frame: Frame,
): DrawnBox<OperationBar["outcome"]> {
  const [x, end] = span(operation.from, operation.to, picture, frame);
  const till = operation.to === undefined ? "" : ` to ${ms(operation.to)}`;
  return {
    box: {
      x,
      y: frame.y(operation.lane) - barHalf,
      width: Math.max(4, end - x),
      height: 2 * barHalf,
    },
    kind: operation.outcome,
    detail: `${operation.lane.name}: ${operation.label}, ${ms(operation.from)}${till}`,
    faint: false,
  };
}

function drawMark(mark: Mark, picture: Picture, frame: Frame): DrawnMark {
  const { kind } = mark, y = frame.y(mark.lane);
  const detail = `${mark.detail} (${ms(mark.at)})`;
  return { x: frame.ruler.x(mark.at), y, kind, detail, faint: isFaint(mark.lane, picture) };
}

/** A ring at each node that a violation is about. */
function halos({ violations }: Picture, frame: Frame): DrawnMark[] {
  return violations.flatMap(({ at, lanes, words }) =>
    lanes.map((lane): DrawnMark => ({
      x: frame.ruler.x(at),
      y: frame.y(lane),
      kind: "halo",
      detail: words,
      faint: false,
    }))
  );
}

/** The shading of a fault that lasts; of a partition, that of each side where they are told apart. */
function reaches(
  fault: FaultSpan,
  picture: Picture,
  frame: Frame,
): DrawnBox<"reach" | "side">[] {
  const { side = new Set() } = picture, { lanes } = fault;
  const [one, others] = [true, false].map((is) => lanes.filter((lane) => side.has(lane) === is));
  return [
    ...reach("side", { ...fault, lanes: one! }, picture, frame),
    ...reach("reach", { ...fault, lanes: others! }, picture, frame),
  ];
}

/** One rectangle for each run of neighbouring lines. */
function reach<K extends "reach" | "side">(
  kind: K,
  fault: FaultSpan,
  picture: Picture,
  frame: Frame,
): DrawnBox<K>[] {
  if (fault.until === undefined || fault.lanes.length === 0) return [];
  const [x, end] = span(fault.at, fault.until, picture, frame);
  const runs: [number, number][] = [];
  const rows = fault.lanes.map((lane) => frame.y(lane)).sort((a, b) => a - b);
  for (const y of rows) {
    const run = runs.at(-1);
    if (run !== undefined && y - run[1] <= frame.gap + 0.5) run[1] = y;
    else runs.push([y, y]);
  }
  const beyond = Math.min(18, frame.gap * 0.4);
  return runs.map(([first, last]) => ({
    box: { x, y: first - beyond, width: end - x, height: last - first + 2 * beyond },
    kind,
    detail: `${fault.words} (from ${ms(fault.at)})`,
    faint: false,
  }));
}

function moments(picture: Picture, frame: Frame): DrawnMoment[] {
  const bottom = frame.axis - 8;
  const faults = frame.rows.map(({ fault, y }): DrawnMoment => {
    const rows = fault.lanes.map((lane) => frame.y(lane));
    return {
      x: fault.at < picture.span[0] ? frame.left : frame.ruler.x(fault.at),
      from: y - 7,
      to: rows.length === 0 ? bottom : Math.max(...rows) + Math.min(18, frame.gap * 0.4),
      kind: "fault",
      detail: `${fault.words} (${ms(fault.at)})`,
    };
  });
  const violations = picture.violations.map(({ at, words }): DrawnMoment => ({
    x: frame.ruler.x(at),
    from: frame.top,
    to: bottom,
    kind: "violation",
    detail: words,
  }));
  return [...faults, ...violations];
}
