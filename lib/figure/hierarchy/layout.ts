/** Where the members of a hierarchy go: in rows by their depth, those that belong together near. @module */

import { bold, textWidth, wrap } from "../text.ts";
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

/** What stands in a row: a member, or the place where a line passes. */
interface Place {
  readonly name: string;
  readonly rank: Rank | undefined;
  /** The names of the places in the row above that it is joined to. */
  readonly uppers: readonly string[];
}

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

/** The places at which a line passes the rows between its ends. */
function passesOf(upper: string, lower: string, depths: Map<string, number>): string[] {
  const [from, to] = [depths.get(upper)!, depths.get(lower)!];
  return Array.from(
    { length: to - from - 1 },
    (_, i) => JSON.stringify([upper, lower, from + 1 + i]),
  );
}

/** Members and passes, row by row. */
function placesOf(ranks: readonly Rank[]): Place[][] {
  const depths = depthsOf(ranks);
  const chains = stepsOf(ranks).map(({ upper, lower }) => [
    upper,
    ...passesOf(upper, lower, depths),
    lower,
  ]);
  const uppersOf = (name: string) =>
    chains.flatMap((chain) => chain.includes(name, 1) ? [chain[chain.indexOf(name) - 1]!] : []);
  const rows: Place[][] = Array.from({ length: Math.max(...depths.values()) + 1 }, () => []);
  for (const rank of ranks) {
    rows[depths.get(rank.name)!]!.push({ name: rank.name, rank, uppers: uppersOf(rank.name) });
  }
  for (const [first, ...passes] of chains) {
    passes.slice(0, -1).forEach((name, i) => {
      rows[depths.get(first!)! + 1 + i]!.push({ name, rank: undefined, uppers: uppersOf(name) });
    });
  }
  return rows;
}

/** Each row in the order of the middles of what its places are joined to above. */
function inOrder(rows: readonly (readonly Place[])[]): Place[][] {
  const at = new Map<string, number>();
  return rows.map((row) => {
    const middles = new Map(row.map(({ name, uppers }) => {
      const places = uppers.map((upper) => at.get(upper)!);
      const middle = places.reduce((a, b) => a + b, 0) / places.length;
      return [name, places.length === 0 ? 0.5 : middle];
    }));
    const sorted = row.toSorted((a, b) => middles.get(a.name)! - middles.get(b.name)!);
    sorted.forEach(({ name }, i) => at.set(name, (i + 1) / (row.length + 1)));
    return sorted;
  });
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
