/** Where the members of a hierarchy go: in rows by their depth, those that belong together near. @module */

import { bold, textWidth, wrap } from "../text.ts";
import { inOrder, passesOf, type Place, placesOf } from "./order.ts";
import { depthsOf, type Rank, stepsOf } from "./reduce.ts";

/** A member as a box. */
export interface Box {
  /** Whose box it is. */
  readonly rank: Rank;
  /** Its left side. */
  readonly x: number;
  /** Its head. */
  readonly y: number;
  /** From its left side to its right. */
  readonly width: number;
  /** From its head to its foot. */
  readonly height: number;
  /** The words under the name, as lines. */
  readonly lines: readonly string[];
}

/** A stretch of a line: from one height to another. */
export interface Stretch {
  /** Where it begins. */
  readonly from: readonly [x: number, y: number];
  /** Where it ends, further down. */
  readonly to: readonly [x: number, y: number];
}

/** A line of the diagram. */
export interface Line {
  /** The box above. */
  readonly upper: Box;
  /** The box below. */
  readonly lower: Box;
  /** Between rows it bends, and past a row it goes straight down. */
  readonly stretches: readonly Stretch[];
}

/** A diagram with every position decided, in px. */
export interface Layout {
  /** Of the whole picture. */
  readonly width: number;
  /** Of the whole picture. */
  readonly height: number;
  /** The title, line by line. */
  readonly title: readonly string[];
  /** Every member. */
  readonly boxes: readonly Box[];
  /** The lines from the foot of an upper box to the head of a lower, past whatever lies between. */
  readonly lines: readonly Line[];
  /** The kinds, in the order of their first members. */
  readonly kinds: readonly string[];
  /** Where the legend stands, if there are kinds. */
  readonly legend: number;
}

/** Sizes, in px. */
export const size = { name: 14, words: 11.5, title: 16, line: 15, gap: 44, between: 22, most: 190 };

const margin = 14;

/** Where a line meets a place: at its head and at its foot. */
interface Middle {
  readonly x: number;
  readonly top: number;
  readonly foot: number;
}

/** Decides where everything goes. */
export function layOut(ranks: readonly Rank[], title: string): Layout {
  const rows = inOrder(placesOf(ranks));
  const width = Math.max(640, 2 * margin + Math.max(...rows.map(widthOf)));
  const titleLines = wrap(title, size.title * bold, width - 2 * margin);
  const kinds = [...new Set(ranks.flatMap(({ kind }) => kind === undefined ? [] : [kind]))];
  const legend = 22 + 21 * titleLines.length;
  const top = legend + (kinds.length === 0 ? 0 : 24);
  const { boxes, middles, bottom } = stack(rows, width, top);
  const depths = depthsOf(ranks);
  const lines = stepsOf(ranks).map(({ upper, lower }) => {
    const chain = [upper, ...passesOf(upper, lower, depths), lower];
    const stretches = stretchesOf(chain.map((name) => middles.get(name)!));
    return { upper: boxes.get(upper)!, lower: boxes.get(lower)!, stretches };
  });
  const height = bottom + margin;
  return { width, height, title: titleLines, boxes: [...boxes.values()], lines, kinds, legend };
}

/** Puts the rows under each other, each in the middle; all boxes of a row are equally high. */
function stack(rows: readonly (readonly Place[])[], width: number, top: number) {
  const boxes = new Map<string, Box>();
  const middles = new Map<string, Middle>();
  let y = top;
  for (const row of rows) {
    let x = (width - widthOf(row)) / 2;
    const height = Math.max(...row.map(({ rank }) => sizeOf(rank).height));
    for (const { name, rank } of row) {
      const { width, lines } = sizeOf(rank);
      middles.set(name, { x: x + width / 2, top: y, foot: y + height });
      if (rank !== undefined) boxes.set(name, { rank, x, y, width, height, lines });
      x += width + size.between;
    }
    y += height + size.gap;
  }
  return { boxes, middles, bottom: y - size.gap };
}

function widthOf(row: readonly Place[]): number {
  return row.reduce(
    (sum, { rank }) => sum + sizeOf(rank).width,
    size.between * (row.length - 1),
  );
}

function sizeOf(rank: Rank | undefined): { width: number; height: number; lines: string[] } {
  if (rank === undefined) return { width: 0, height: 0, lines: [] };
  const lines = wrap(rank.words ?? "", size.words, size.most);
  const widest = Math.max(
    textWidth(rank.name, size.name) * bold,
    ...lines.map((line) => textWidth(line, size.words)),
  );
  return { width: widest + 22, height: 30 + size.line * lines.length, lines };
}

function stretchesOf(
  middles: readonly Middle[],
): Stretch[] {
  return middles.slice(1).flatMap((to, i): Stretch[] => {
    const from = middles[i]!;
    const bend: Stretch = { from: [from.x, from.foot], to: [to.x, to.top] };
    const isEnd = i === middles.length - 2;
    return isEnd ? [bend] : [bend, { from: [to.x, to.top], to: [to.x, to.foot] }];
  });
}
