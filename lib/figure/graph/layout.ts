/** Where everything in a graph goes: boxes on an ellipse, arrows that bend away from its middle. @module */

import { bold, shorten, textWidth, wrap, wrapEvenly, wrapIndented } from "../text.ts";
import type { Page } from "../svg.ts";
import { type Arrow, arrowsOf } from "./arrows.ts";
import { type NodeBox, size } from "./box.ts";
import { clashes } from "./clash.ts";
import type { GraphData, GraphNode, GraphOptions } from "./options.ts";

/** A graph with every position decided, in px. */
export interface Layout extends Page {
  /** The nodes. */
  readonly boxes: readonly NodeBox[];
  /** The edges. */
  readonly arrows: readonly Arrow[];
  /** All kinds of arrows, in the order of their colours. */
  readonly kinds: readonly string[];
  /** The lines under the picture. */
  readonly words: readonly { readonly text: string; readonly y: number }[];
}

const margin = 14;
/** What is between two boxes that stand next to each other: an arrow and its label. */
const gap = { x: 120, y: 84 };
const box = { textWidth: 190, mostLines: 3, padding: 10, least: 64 };

/** Decides where everything goes. */
export function layOut(data: GraphData, { title, words = [], kinds = [] }: GraphOptions): Layout {
  const sized = data.nodes.map(sizeOf);
  const { placed, arrows } = roomy(data, sized);
  const extent = extentOf(placed, arrows);
  const width = Math.max(560, Math.ceil(extent.right - extent.left + 2 * margin));
  const titles = wrapEvenly(title, size.title * bold, width - 2 * margin);
  const shiftX = (width - extent.left - extent.right) / 2;
  const shiftY = 24 + 21 * titles.length - extent.top;
  const bottom = extent.bottom + shiftY;
  const lines = words.flatMap((line) => wrapIndented(line, size.words, width - 2 * margin));
  return {
    width,
    height: Math.ceil(bottom + margin + (lines.length === 0 ? 0 : 12 + 18 * lines.length)),
    title: titles,
    boxes: placed.map((one) => ({ ...one, x: one.x + shiftX, y: one.y + shiftY })),
    arrows: arrows.map((arrow) => arrow.moved(shiftX, shiftY)),
    kinds: [...new Set([...kinds, ...arrows.map(({ kind }) => kind)])],
    words: lines.map((text, i) => ({ text, y: bottom + 26 + 18 * i })),
  };
}

function sizeOf({ name, text = "" }: GraphNode): NodeBox {
  const all = wrap(text, size.text, box.textWidth);
  const lines = all.slice(0, box.mostLines);
  if (all.length > lines.length) {
    lines[lines.length - 1] = shorten(`${lines.at(-1)!} …`, size.text, box.textWidth + 12);
  }
  const widths = [
    textWidth(name, size.name) * bold,
    ...lines.map((line) => textWidth(line, size.text)),
  ];
  const width = Math.max(box.least, Math.max(...widths) + 2 * box.padding);
  const height = 2 * box.padding + size.line * (1 + lines.length) - 4;
  return {
    x: 0,
    y: 0,
    width,
    height,
    name,
    lines,
    detail: text === "" ? name : `${name}: ${text}`,
  };
}

/** As close together as nothing lies on anything else. */
function roomy(data: GraphData, sized: readonly NodeBox[]) {
  for (let scale = 1;; scale *= 1.08) {
    const placed = place(sized, scale);
    const byId = new Map(data.nodes.map(({ id }, i) => [id, placed[i]!]));
    const arrows = arrowsOf(data.edges, byId);
    if (scale > 4 || !clashes(placed, arrows)) return { placed, arrows };
  }
}

/** Two stand side by side; more stand around an ellipse, clockwise from the top. */
function place(boxes: readonly NodeBox[], scale: number): NodeBox[] {
  const width = Math.max(...boxes.map((each) => each.width));
  const height = Math.max(...boxes.map((each) => each.height));
  const count = boxes.length;
  if (count <= 2) {
    return boxes.map((each, i) => ({ ...each, x: i * scale * (width + gap.x), y: 0 }));
  }
  // Neighbours at the sides stand one above the other, those at the top and bottom side by side.
  const across = scale * (width + gap.x) * Math.max(0.45, count / 8.5);
  const down = scale * (height + gap.y) * Math.max(0.6, count / 8.5);
  return boxes.map((each, i) => {
    const angle = 2 * Math.PI * i / count - Math.PI / 2;
    return { ...each, x: across * Math.cos(angle), y: down * Math.sin(angle) };
  });
}

function extentOf(boxes: readonly NodeBox[], arrows: readonly Arrow[]) {
  const xs = [
    ...boxes.flatMap(({ x, width }) => [x - width / 2, x + width / 2]),
    ...arrows.flatMap(({ label }) => [label.left, label.right]),
  ];
  const ys = [
    ...boxes.flatMap(({ y, height }) => [y - height / 2, y + height / 2]),
    ...arrows.flatMap(({ label }) => [label.top, label.bottom]),
  ];
  return {
    left: Math.min(...xs),
    right: Math.max(...xs),
    top: Math.min(...ys),
    bottom: Math.max(...ys),
  };
}
