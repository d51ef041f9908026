/** Where messages run. @module */

import type { Labels } from "../../model/labels.ts";
import { messageColours } from "../message_colours.ts";
import { partOf, stopBefore } from "../stop_before.ts";
import type { DrawnArrow } from "./drawing.ts";
import type { Frame } from "./frame.ts";
import type { Segment } from "./place.ts";
import type { Arrow, Picture } from "./picture.ts";
import { ms } from "./words.ts";

/** Half the height of an operation's bar; messages start and end at its edge. */
export const barHalf = 10;

/** What became of a message, in words. */
const fates: Record<Arrow["fate"], string> = {
  delivered: "delivered",
  "under way": "under way at the end",
  lost: "lost",
  partitioned: "lost in a partition",
  down: "lost, the node is down",
  full: "lost, the queue is full",
};

/** The words of a loss on the diagram itself. */
export function lossWords(fate: Arrow["fate"]): string {
  return fate === "delivered" || fate === "under way" ? "" : fate === "down" ? "node down" : fate;
}

/** The colour of each type of message. */
export function colours(picture: Picture, labels: Labels = {}): ReadonlyMap<string, string> {
  return messageColours(picture.arrows.map((arrow) => arrow.type), labels.colours);
}

/** A message with its place. */
export function drawArrow(
  arrow: Arrow,
  picture: Picture,
  frame: Frame,
  look: Pick<DrawnArrow, "colour" | "open">,
): DrawnArrow {
  const [first, last] = picture.span;
  const x1 = frame.ruler.x(arrow.sentAt);
  const when = arrow.endsAt === undefined ? "" : ` at ${ms(arrow.endsAt)}`;
  const delivered = arrow.fate === "delivered";
  const beyond = arrow.endsAt === undefined || arrow.endsAt > last;
  return {
    points: arrow.sentAt < first
      ? fromBefore(arrow, frame, first, last)
      : arrow.from === arrow.to
      ? loop(arrow, frame, x1)
      : straight(arrow, frame, x1, beyond),
    end: delivered && !beyond ? "head" : delivered || arrow.fate === "under way" ? "none" : "cross",
    ...look,
    faint: isFaint(arrow, picture),
    detail: `${arrow.detail}, sent at ${ms(arrow.sentAt)}, ${fates[arrow.fate]}${when}`,
  };
}

/** Between the ends of two messages that do not arrive, in px. */
const spread = 14;

/** Messages that would end in one place, as they left together for one receiver and do not arrive, side by side. */
export function sideBySide(arrows: readonly DrawnArrow[], { right }: Frame): DrawnArrow[] {
  const taken: Point[] = [];
  const isTaken = (x: number, y: number) =>
    taken.some(([u, v]) => Math.abs(x - u) < spread && Math.abs(y - v) < 1);
  return arrows.map((arrow) => {
    const end = arrow.points.at(-1);
    if (arrow.end === "head" || end === undefined) return arrow;
    const [begin] = arrow.points[0]!;
    const [own, y] = end;
    const x = [0, 1, 2, 3, -1, -2, -3].map((steps) => own + spread * steps)
      .find((x) => x <= right && x > begin && !isTaken(x, y)) ?? own;
    taken.push([x, y]);
    return { ...arrow, points: [...arrow.points.slice(0, -1), [x, y]] };
  });
}

function isFaint(arrow: Arrow, picture: Picture): boolean {
  const { focus } = picture;
  return focus !== undefined &&
    ![arrow.from, arrow.to].some((lane) => lane.kind === "node" && focus.has(lane.id));
}

type Point = readonly [number, number];

function straight(arrow: Arrow, frame: Frame, x1: number, beyond: boolean): Point[] {
  const [y1, y2] = ends(arrow, frame);
  if (beyond) return [[x1, y1], [Math.min(x1 + 44, frame.right), stop(arrow, frame, "under way")]];
  const x2 = frame.ruler.x(arrow.endsAt ?? arrow.sentAt);
  if (arrow.fate === "delivered") return [[x1, y1], [x2, y2]];
  // A loss known at once still needs to be seen to have left.
  const reach = Math.max(x2, Math.min(x1 + 30, frame.right - 6));
  const part = partOf(arrow.fate);
  const atOnce = x2 - x1 < 12;
  return [[x1, y1], [atOnce ? x1 + (reach - x1) * part : x2, stop(arrow, frame, arrow.fate)]];
}

/** The height at which an arrow ends that does not arrive. */
function stop({ from, to }: Arrow, frame: Frame, fate: Arrow["fate"]): number {
  return stopBefore({ from: frame.y(from), to: frame.y(to), gap: frame.gap }, fate);
}

/** The arrow comes in from before the first moment shown. */
function fromBefore(arrow: Arrow, frame: Frame, first: number, last: number): Point[] {
  const [y1, y2] = ends(arrow, frame);
  const end = Math.min(arrow.endsAt ?? last, last);
  const whole = (arrow.endsAt ?? last) - arrow.sentAt;
  const part = whole > 0 ? (first - arrow.sentAt) / whole : 0;
  const x0 = frame.ruler.x(first) - 12;
  const arrives = arrow.fate === "delivered" && arrow.endsAt === end;
  const y = arrives ? y2 : stop(arrow, frame, "under way");
  return [[x0, y1 + (y - y1) * Math.min(part, 1)], [frame.ruler.x(end), y]];
}

/** A message of a node to itself goes up and comes back. */
function loop(arrow: Arrow, frame: Frame, x1: number): Point[] {
  const y = frame.y(arrow.from);
  const x2 = Math.max(frame.ruler.x(arrow.endsAt ?? arrow.sentAt), x1 + 14);
  const rise = Math.min(24, frame.gap * 0.45);
  if (arrow.fate !== "delivered") return [[x1, y], [(x1 + x2) / 2, y - rise]];
  return [[x1, y], [(x1 + x2) / 2, y - rise], [Math.min(x2, frame.right), y]];
}

/** Where the arrow leaves and arrives: at the line of a node, at the edge of a client's bar. */
function ends(arrow: Arrow, frame: Frame): [number, number] {
  const [a, b] = [frame.y(arrow.from), frame.y(arrow.to)];
  const towards = Math.sign(b - a);
  return [
    arrow.from.kind === "client" ? a + towards * barHalf : a,
    arrow.to.kind === "client" ? b - towards * barHalf : b,
  ];
}

/** The straight pieces of an arrow. */
export function segments({ points }: DrawnArrow): Segment[] {
  return points.slice(1).map(([x2, y2], i) => {
    const [x1, y1] = points[i] ?? [x2, y2];
    return { x1, y1, x2, y2 };
  });
}
