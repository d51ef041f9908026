/// <reference lib="dom" />
/** The space-time diagram: a window that moves over the run. Only what is in the window is drawn. @module */

import { svg } from "./element.ts";
import { drawLabels, type Wish } from "./labels.ts";
import type { Model, Selection } from "./model.ts";
import { columnOf } from "./model.ts";
import { drawPassages } from "./passages.ts";
import { drawSpots, drawStretches, drawTroubles } from "./lines.ts";
import { type Geometry, geometryOf } from "./geometry.ts";
import type { Span } from "./span.ts";
import { bold, rounded, shorten, textWidth } from "../../lib/figure/text.ts";

/** What the diagram shows. */
export interface Sight {
  readonly model: Model;
  readonly selection: Selection;
  readonly moment: number;
  readonly span: Span;
  readonly width: number;
}

/** Draws the window anew, into `root`; gives back what is said of each part under the pointer. */
export function drawDiagram(root: SVGSVGElement, sight: Sight): Geometry {
  const geometry = geometryOf(sight);
  const { width, height } = geometry;
  const wishes: Wish[] = [];
  const layers = [
    drawCursor(sight, geometry),
    drawTroubles(sight, geometry),
    drawLanes(sight, geometry),
    drawStretches(sight, geometry),
    drawPassages(sight, geometry, wishes),
    drawSpots(sight, geometry, wishes),
    drawViolations(sight, geometry),
    drawLabels(wishes, geometry),
    drawAxis(sight, geometry),
    drawNames(sight, geometry),
  ];
  root.setAttribute("viewBox", `0 0 ${width} ${height}`);
  root.setAttribute("width", String(width));
  root.setAttribute("height", String(height));
  root.replaceChildren(...layers);
  return geometry;
}

/** Where the reader stands. */
function drawCursor(
  { moment, selection, span }: Sight,
  geometry: Geometry,
): SVGElement {
  const x = geometry.x(columnOf(selection.shown, moment));
  const half = Math.min(14, Math.max(2, span.pitch / 2));
  return svg(
    "g",
    { class: "hbx-cursor" },
    svg("rect", {
      x: rounded(x - half),
      y: geometry.top - 8,
      width: rounded(2 * half),
      height: rounded(geometry.bottom - geometry.top + 16),
      rx: 3,
    }),
  );
}

function drawLanes(
  { selection }: Sight,
  { left, right, y }: Geometry,
): SVGElement {
  const group = svg("g", { class: "hbx-lanes" });
  for (const lane of selection.lanes) {
    const at = y(lane);
    group.append(
      svg("path", {
        d: `M${left - 6} ${at}H${right}`,
        class: `hbx-${lane.kind}`,
      }),
    );
  }
  return group;
}

function drawNames(
  { selection }: Sight,
  { left, height, y }: Geometry,
): SVGElement {
  const group = svg("g", { class: "hbx-names" });
  group.append(
    svg("rect", { x: 0, y: 0, width: rounded(left - 6), height }),
  );
  for (const lane of selection.lanes) {
    const name = shorten(lane.name, 13, left - 16);
    group.append(
      svg("text", { x: 2, y: y(lane) + 4.5, "data-tip": lane.name }, name),
    );
  }
  return group;
}

/** The violation, as far as it can be seen: a line down all lanes with its name on top. */
function drawViolations(
  { model, selection, span }: Sight,
  geometry: Geometry,
): SVGElement {
  const { x, top, bottom, left, right } = geometry;
  const group = svg("g", { class: "hbx-violation" });
  const [low, high] = [span.left - 1, span.left + geometry.columns + 1];
  for (const { moment, invariant } of model.scene.violations) {
    const column = columnOf(selection.shown, moment);
    if (column < low || column > high) continue;
    const at = x(column);
    if (at < left - 1 || at > right + 1) continue;
    const label = shorten(`✗ ${invariant}`, 13, (right - left) / bold);
    const half = bold * textWidth(label, 13) / 2;
    const centre = Math.max(left + half, Math.min(right - half, at));
    group.append(
      svg("path", { d: `M${rounded(at)} ${top - 10}V${bottom + 6}` }),
      svg(
        "text",
        { x: rounded(centre), y: 16, "text-anchor": "middle" },
        label,
      ),
    );
  }
  return group;
}

/** The time of each column, where there is room for it. */
function drawAxis(
  { model, selection, span }: Sight,
  geometry: Geometry,
): SVGElement {
  const { x, left, right, bottom, columns } = geometry;
  const group = svg("g", { class: "hbx-axis" });
  let free = left - 4;
  const first = Math.max(0, Math.floor(span.left));
  const last = Math.min(
    selection.shown.length - 1,
    Math.ceil(span.left + columns),
  );
  for (let column = first; column <= last; column++) {
    const at = model.moments[selection.shown[column]!]!.at;
    const before = model.moments[selection.shown[column - 1] ?? -1]?.at;
    if (at === before) continue;
    const label = rounded(at);
    const [centre, half] = [x(column), textWidth(label, 11.5) / 2];
    if (centre - half < free || centre + half > right - 18) continue;
    free = centre + half + 9;
    group.append(
      svg("path", { d: `M${rounded(centre)} ${bottom + 8}v5` }),
      svg("text", {
        x: rounded(centre),
        y: bottom + 26,
        "text-anchor": "middle",
      }, label),
    );
  }
  group.append(
    svg("text", { x: right + 4, y: bottom + 26, "text-anchor": "end" }, "ms"),
  );
  return group;
}
