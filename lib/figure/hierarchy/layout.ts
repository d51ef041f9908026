/** Where the members of a hierarchy go: in rows by their depth, those that belong together near. @module */

import { bold, wrapEvenly } from "../text.ts";
import type { Page } from "../svg.ts";
import { acrossOf } from "./across.ts";
import { depthsOf, type Rank } from "./reduce.ts";
import { size, sizeOf } from "./size.ts";

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
export interface Layout extends Page {
  /** Every member. */
  readonly boxes: readonly Box[];
  /** The lines from the foot of an upper box to the head of a lower, past whatever lies between. */
  readonly lines: readonly Line[];
  /** The kinds, in the order of their first members. */
  readonly kinds: readonly string[];
  /** Where the legend stands, if there are kinds. */
  readonly legend: number;
}

const margin = 14;

/** Where a line meets a row: at its head and at its foot. */
interface Crossing {
  readonly x: number;
  readonly top: number;
  readonly foot: number;
}

/** Decides where everything goes. */
export function layOut(ranks: readonly Rank[], title: string): Layout {
  const depths = depthsOf(ranks);
  const across = acrossOf(ranks, depths);
  const width = Math.max(640, 2 * margin + across.width);
  const titleLines = wrapEvenly(title, size.title * bold, width - 2 * margin);
  const kinds = [...new Set(ranks.flatMap(({ kind }) => kind === undefined ? [] : [kind]))];
  const legend = 22 + 21 * titleLines.length;
  const rows = rowsOf(ranks, depths, legend + (kinds.length === 0 ? 0 : 24));
  const left = (width - across.width) / 2;
  const boxes = new Map(ranks.map((rank): [string, Box] => {
    const { width, lines } = sizeOf(rank);
    const { y, height } = rows[depths.get(rank.name)!]!;
    const x = left + across.middles.get(rank.name)! - width / 2;
    return [rank.name, { rank, x, y, width, height, lines }];
  }));
  const lines = across.lines.map(({ upper, lower, passes }): Line => {
    const [above, below] = [boxes.get(upper)!, boxes.get(lower)!];
    const first = depths.get(upper)!;
    const xs = [middleOf(above), ...passes.map((x) => left + x), middleOf(below)];
    const crossings = xs.map((x, i): Crossing => {
      const { y, height } = rows[first + i]!;
      return { x, top: y, foot: y + height };
    });
    return { upper: above, lower: below, stretches: stretchesOf(crossings) };
  });
  const { y, height } = rows.at(-1)!;
  return {
    width,
    height: y + height + margin,
    title: titleLines,
    boxes: [...boxes.values()],
    lines,
    kinds,
    legend,
  };
}

function middleOf({ x, width }: Box): number {
  return x + width / 2;
}

/** The rows, one below the other; all boxes of a row are equally high. */
function rowsOf(ranks: readonly Rank[], depths: ReadonlyMap<string, number>, top: number) {
  const count = Math.max(...depths.values()) + 1;
  const rows: { readonly y: number; readonly height: number }[] = [];
  let y = top;
  for (let depth = 0; depth < count; depth++) {
    const row = ranks.filter(({ name }) => depths.get(name) === depth);
    const height = Math.max(...row.map((rank) => sizeOf(rank).height));
    rows.push({ y, height });
    y += height + size.gap;
  }
  return rows;
}

function stretchesOf(
  crossings: readonly Crossing[],
): Stretch[] {
  return crossings.slice(1).flatMap((to, i): Stretch[] => {
    const from = crossings[i]!;
    const bend: Stretch = { from: [from.x, from.foot], to: [to.x, to.top] };
    const isEnd = i === crossings.length - 2;
    return isEnd ? [bend] : [bend, { from: [to.x, to.top], to: [to.x, to.foot] }];
  });
}
