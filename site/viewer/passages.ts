/// <reference lib="dom" />
/** Messages as arrows. @module */

import { laneKey } from "../../lib/figure/explorer/filter.ts";
import type { Passage } from "../../lib/figure/explorer/scene.ts";
import { partOf, stopBefore } from "../../lib/figure/stop_before.ts";
import { rounded } from "../../lib/figure/text.ts";
import { alarm } from "../../lib/figure/theme.ts";
import type { Sight } from "./diagram.ts";
import { svg } from "./element.ts";
import { barHalf, type Geometry } from "./geometry.ts";
import type { Wish } from "./labels.ts";
import { columnOf } from "./model.ts";

/** More arrows than this at once say nothing any more: those nearest to the reader are drawn. */
const mostArrows = 600;

type Point = readonly [x: number, y: number];

const fates: Record<Passage["fate"], string> = {
  delivered: "",
  "under way": ", still under way",
  lost: ", lost",
  partitioned: ", stopped by a partition",
  down: ", lost as the receiver is down",
  full: ", lost as the queue is full",
};

/** Draws the messages of the window. */
export function drawPassages(
  sight: Sight,
  geometry: Geometry,
  wishes: Wish[],
): SVGElement {
  const group = svg("g", { class: "hbx-passages" });
  for (const passage of inSight(sight, geometry)) {
    group.append(drawPassage(passage, sight, geometry, wishes));
  }
  return group;
}

function inSight(
  { model, selection, moment, span }: Sight,
  { columns }: Geometry,
): Passage[] {
  const { shown, filter } = selection;
  const first = shown[Math.max(0, Math.floor(span.left) - 1)] ?? 0;
  const last = shown[Math.min(shown.length - 1, Math.ceil(span.left + columns) + 1)] ?? 0;
  const seen = model.scene.passages.filter((
    { from, to, sent, ended = sent + 2, type },
  ) =>
    sent <= last && ended >= first && !filter.types.has(type) &&
    !filter.lanes.has(laneKey(from)) && !filter.lanes.has(laneKey(to))
  );
  if (seen.length <= mostArrows) return seen;
  const distance = ({ sent, ended = sent }: Passage) =>
    Math.min(Math.abs(sent - moment), Math.abs(ended - moment));
  return seen.sort((a, b) => distance(a) - distance(b)).slice(0, mostArrows);
}

function drawPassage(
  passage: Passage,
  sight: Sight,
  geometry: Geometry,
  wishes: Wish[],
): SVGElement {
  const { model, moment, selection, span } = sight;
  const colour = model.colours.get(passage.type) ?? alarm;
  const points = pathOf(passage, selection.shown, geometry, span.pitch);
  const d = pathText(points);
  const now = passage.sent === moment || passage.ended === moment;
  const underWay = passage.sent < moment &&
    (passage.ended ?? Infinity) > moment;
  const later = passage.sent > moment;
  const [start, end] = [points[0]!, points.at(-1)!];
  const lost = passage.fate !== "delivered" && passage.fate !== "under way";
  const group = svg("g", {
    class: later ? "hbx-later" : now ? "hbx-now" : "hbx-before",
    "data-tip": `${passage.from.name} → ${passage.to.name}: ${passage.label}${
      fates[passage.fate] ?? ""
    }`,
  });
  // Of arrows that stand close together, the lines are all that can be seen.
  const close = span.pitch < 8 && !now;
  if (!close) group.append(svg("path", { d, class: "hbx-touch" }));
  const dash = passage.fate === "delivered" ? undefined : "5 4";
  group.append(svg("path", {
    d,
    class: underWay ? "hbx-stroke hbx-rest" : "hbx-stroke",
    stroke: colour,
    "stroke-dasharray": dash,
  }));
  if (underWay && points.length === 2) {
    group.append(soFar(points, sight, geometry, colour));
  }
  group.append(
    svg("circle", {
      cx: rounded(start[0]),
      cy: start[1],
      r: 2.4,
      fill: colour,
    }),
  );
  if (lost) group.append(cross(end));
  else if (passage.fate === "delivered" && !close) {
    const faint = underWay ? { class: "hbx-rest" } : {};
    group.append(svg("path", { d: head(points), fill: colour, ...faint }));
  }
  wishes.push({
    text: passage.label,
    points,
    weight: weigh(passage, moment),
    faint: later,
  });
  return group;
}

/** What happens now is labelled first, then what is near. */
function weigh({ sent, ended = sent }: Passage, moment: number): number {
  if (sent === moment || ended === moment) return 0;
  return 1 + Math.min(Math.abs(sent - moment), Math.abs(ended - moment));
}

/** How far a message has come at the reader's moment. */
function soFar(
  [start, end]: readonly Point[],
  { moment, selection }: Sight,
  { x }: Geometry,
  colour: string,
): SVGElement {
  const [x1, y1] = start!;
  const [x2, y2] = end!;
  const part = Math.min(
    1,
    Math.max(0, (x(columnOf(selection.shown, moment)) - x1) / (x2 - x1)),
  );
  const d = pathText([[x1, y1], [
    x1 + (x2 - x1) * part,
    y1 + (y2 - y1) * part,
  ]]);
  return svg("path", { d, class: "hbx-stroke", stroke: colour });
}

function pathOf(
  { from, to, sent, ended, fate }: Passage,
  shown: readonly number[],
  { x, y, row }: Geometry,
  pitch: number,
): Point[] {
  const x1 = x(columnOf(shown, sent));
  const towards = Math.sign(y(to) - y(from));
  const y1 = y(from) + (from.kind === "client" ? towards * barHalf : 0);
  const y2 = y(to) - (to.kind === "client" ? towards * barHalf : 0);
  const x2 = Math.max(
    x1 + Math.min(22, pitch * 0.7),
    x(columnOf(shown, ended ?? sent + 2)),
  );
  if (towards === 0) {
    // A message of a node to itself goes up and comes back.
    const rise = Math.min(24, row * 0.45);
    const middle: Point = [(x1 + x2) / 2, y1 - rise];
    return fate === "delivered" ? [[x1, y1], middle, [x2, y1]] : [[x1, y1], middle];
  }
  if (fate === "delivered") return [[x1, y1], [x2, y2]];
  const far = fate === "under way" || sent === ended ? x1 + (x2 - x1) * partOf(fate) : x2;
  return [[x1, y1], [far, stopBefore({ from: y(from), to: y(to), gap: row }, fate)]];
}

function pathText(points: readonly Point[]): string {
  const at = ([x, y]: Point) => `${rounded(x)} ${rounded(y)}`;
  const [start, bend, end] = points as [Point, Point, Point?];
  if (end === undefined) return `M${at(start)}L${at(bend)}`;
  // The curve passes through the bend when its control point is twice as high.
  return `M${at(start)}Q${at([bend[0], 2 * bend[1] - (start[1] + end[1]) / 2])} ${at(end)}`;
}

/** A triangle whose tip is the last point. */
function head(points: readonly Point[]): string {
  const [x, y] = points.at(-1)!;
  const [fromX, fromY] = points.at(-2)!;
  const length = Math.hypot(x - fromX, y - fromY) || 1;
  const [ux, uy] = [(x - fromX) / length, (y - fromY) / length];
  const corner = (side: number) =>
    `${rounded(x - 8 * ux - side * 3.6 * uy)} ${rounded(y - 8 * uy + side * 3.6 * ux)}`;
  return `M${rounded(x)} ${rounded(y)}L${corner(1)}L${corner(-1)}Z`;
}

function cross([x, y]: Point): SVGElement {
  return svg("path", {
    d: `M${rounded(x)} ${rounded(y)}m-4 -4l8 8m0 -8l-8 8`,
    class: "hbx-cross",
    stroke: alarm,
  });
}
