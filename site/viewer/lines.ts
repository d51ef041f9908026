/// <reference lib="dom" />
/** What happens on the lines themselves: operations, gaps, marks and the reach of troubles. @module */

import { laneKey } from "../../lib/figure/explorer/filter.ts";
import type { Spot, Stretch, Trouble } from "../../lib/figure/explorer/scene.ts";
import { rounded, shorten } from "../../lib/figure/text.ts";
import { alarm } from "../../lib/figure/theme.ts";
import type { Sight } from "./diagram.ts";
import { svg } from "./element.ts";
import { barHalf, type Geometry } from "./geometry.ts";
import type { Wish } from "./labels.ts";
import { columnOf } from "./model.ts";

/** More marks than this at once are a blur. */
const mostMarks = 1200;

/** Whether something from one moment to another can be seen. */
function visible(
  sight: Sight,
  { columns }: Geometry,
  from: number,
  to = Infinity,
): boolean {
  const { shown } = sight.selection;
  const first = shown[Math.max(0, Math.floor(sight.span.left) - 1)] ?? 0;
  const last = shown[
    Math.min(shown.length - 1, Math.ceil(sight.span.left + columns) + 1)
  ] ?? 0;
  return from <= last && to >= first;
}

/** Operations of clients, and spans in which a node does not run. */
export function drawStretches(sight: Sight, geometry: Geometry): SVGElement {
  const { filter } = sight.selection;
  const group = svg("g", { class: "hbx-stretches" });
  const seen = sight.model.scene.stretches.filter(({ lane, from, to }) =>
    !filter.lanes.has(laneKey(lane)) && visible(sight, geometry, from, to)
  );
  for (const stretch of seen.slice(-mostMarks)) {
    group.append(drawStretch(stretch, sight, geometry));
  }
  return group;
}

function drawStretch(
  stretch: Stretch,
  sight: Sight,
  { x, y, left, right }: Geometry,
): SVGElement {
  const { moment, selection: { shown } } = sight;
  const { lane, kind, from, to, label } = stretch;
  const start = Math.max(left - 6, x(columnOf(shown, from)));
  const end = to === undefined ? right : Math.min(right, x(columnOf(shown, to)));
  const isGap = kind === "down" || kind === "paused";
  const half = isGap ? 4 : barHalf;
  const [at, width] = [rounded(start), Math.max(4, end - start)];
  const group = svg("g", {
    class: `hbx-${kind} ${from > moment ? "hbx-later" : ""}`,
    "data-tip": isGap ? `${lane.name} is ${kind}` : `${lane.name}: ${label}`,
  });
  group.append(svg("rect", {
    x: at,
    y: y(lane) - half,
    width: rounded(width),
    height: 2 * half,
    rx: isGap ? 0 : 4,
  }));
  if (!isGap && width > 34) {
    const text = shorten(label, 11.5, width - 10);
    group.append(svg("text", { x: rounded(start + 5), y: y(lane) + 4 }, text));
  }
  return group;
}

/** Marks of what happens at one node at one moment. */
export function drawSpots(
  sight: Sight,
  geometry: Geometry,
  wishes: Wish[],
): SVGElement {
  const { moment, selection: { filter, shown }, model, span } = sight;
  const group = svg("g", { class: "hbx-spots" });
  const seen = model.scene.spots.filter((spot) =>
    !filter.lanes.has(laneKey(spot.lane)) &&
    visible(sight, geometry, spot.moment, spot.moment) &&
    (span.pitch >= 9 || (spot.kind !== "save" && spot.kind !== "state"))
  );
  for (const spot of seen.slice(-mostMarks)) {
    const x = geometry.x(columnOf(shown, spot.moment));
    const y = geometry.y(spot.lane);
    const faint = spot.moment > moment;
    group.append(svg("g", {
      class: faint ? "hbx-later" : "hbx-before",
      "data-tip": tipOf(spot),
    }, shapes[spot.kind](x, y)));
    if (spot.label !== "") {
      const weight = spot.moment === moment ? 0 : 2 + Math.abs(spot.moment - moment);
      wishes.push({
        text: spot.label,
        points: [[x, y - 10], [x, y - 10]],
        weight,
        faint,
      });
    }
  }
  return group;
}

function tipOf({ kind, lane: { name }, label }: Spot): string {
  const words: Record<Spot["kind"], string> = {
    start: `${name} starts again`,
    crash: `${name} crashes`,
    pause: `${name} freezes`,
    resume: `${name} goes on`,
    timer: `timer of ${name}: ${label}`,
    save: `${name} saves`,
    state: `${name} changes its state`,
    breach: `what must hold is broken at ${name}`,
  };
  return words[kind];
}

const shapes: Record<Spot["kind"], (x: number, y: number) => SVGElement> = {
  start: (x, y) => svg("circle", { cx: rounded(x), cy: y, r: 4.5, class: "hbx-solid" }),
  crash: (x, y) =>
    svg("path", {
      d: `M${rounded(x)} ${y}m-5.5 -5.5l11 11m0 -11l-11 11`,
      class: "hbx-cross",
      stroke: alarm,
    }),
  pause: (x, y) =>
    svg("path", {
      d: `M${rounded(x)} ${y}m-2.5 -6v12m5 -12v12`,
      class: "hbx-outline",
    }),
  resume: (x, y) =>
    svg("path", {
      d: `M${rounded(x)} ${y}m-4 -5l8 5l-8 5z`,
      class: "hbx-solid",
    }),
  // A clock at three.
  timer: (x, y) =>
    svg("path", {
      d: `M${rounded(x)} ${y}m-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0m5 -3v3h2.6`,
      class: "hbx-clock",
    }),
  // Below the line, as it often comes together with a message or a timer.
  save: (x, y) =>
    svg("path", {
      d: `M${rounded(x)} ${y + 9}m-3 -3h6v6h-6z`,
      class: "hbx-saved",
    }),
  state: (x, y) =>
    svg("path", {
      d: `M${rounded(x)} ${y}m-3.4 0l3.4 -3.4l3.4 3.4l-3.4 3.4z`,
      class: "hbx-solid",
    }),
  breach: (x, y) => svg("circle", { cx: rounded(x), cy: y, r: 12, class: "hbx-halo" }),
};

/** The lines and the time that a trouble reaches: one rectangle for each run of neighbouring lines. */
export function drawTroubles(sight: Sight, geometry: Geometry): SVGElement {
  const { selection, model } = sight;
  const group = svg("g", { class: "hbx-troubles" });
  for (const trouble of model.scene.troubles.slice(0, mostMarks)) {
    const to = endOf(trouble, sight);
    if (to === undefined || !visible(sight, geometry, trouble.from, to)) {
      continue;
    }
    const start = Math.max(
      geometry.left - 6,
      geometry.x(columnOf(selection.shown, trouble.from)),
    );
    const end = Math.min(
      geometry.right,
      geometry.x(columnOf(selection.shown, to)),
    );
    for (const [first, last] of runs(trouble, sight, geometry)) {
      group.append(svg("rect", {
        x: rounded(start),
        y: first - 18,
        width: rounded(Math.max(3, end - start)),
        height: last - first + 36,
        rx: 4,
      }));
    }
  }
  return group;
}

/** The first moment at which the trouble is over. */
function endOf(
  { until, from }: Trouble,
  { model: { moments } }: Sight,
): number | undefined {
  if (until === undefined) return undefined;
  let [low, high] = [from, moments.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (moments[middle]!.at < until) low = middle + 1;
    else high = middle;
  }
  return low;
}

function runs(
  trouble: Trouble,
  { selection }: Sight,
  { y, row }: Geometry,
): [number, number][] {
  const found: [number, number][] = [];
  const rows = trouble.lanes.filter((lane) => !selection.filter.lanes.has(laneKey(lane))).map(y);
  for (const at of rows.sort((a, b) => a - b)) {
    const run = found.at(-1);
    if (run !== undefined && at - run[1] <= row + 0.5) run[1] = at;
    else found.push([at, at]);
  }
  return found;
}
