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
  /** From the foot of the upper box to the head of the lower. */
  readonly lines: readonly (readonly [upper: Box, lower: Box])[];
  /** The kinds, in the order of their first members. */
  readonly kinds: readonly string[];
  /** Where the legend stands, if there are kinds. */
  readonly legend: number;
}

/** Sizes, in px. */
export const size = { name: 14, words: 11.5, title: 16, line: 15, gap: 44, between: 22, most: 190 };

const margin = 14;

/** Decides where everything goes. */
export function layOut(ranks: readonly Rank[], title: string): Layout {
  const rows = rowsOf(ranks);
  const sized = new Map(ranks.map((rank) => [rank.name, sizeOf(rank)]));
  const widthOf = (row: readonly Rank[]) =>
    row.reduce((sum, { name }) => sum + sized.get(name)!.width, size.between * (row.length - 1));
  const width = Math.max(640, 2 * margin + Math.max(...rows.map(widthOf)));
  const titleLines = wrap(title, size.title * bold, width - 2 * margin);
  const kinds = [...new Set(ranks.flatMap(({ kind }) => kind === undefined ? [] : [kind]))];
  const legend = 22 + 21 * titleLines.length;
  const boxes = new Map<string, Box>();
  let y = legend + (kinds.length === 0 ? 0 : 24);
  for (const row of rows) {
    let x = (width - widthOf(row)) / 2;
    const height = Math.max(...row.map(({ name }) => sized.get(name)!.height));
    for (const rank of row) {
      const { width, lines } = sized.get(rank.name)!;
      boxes.set(rank.name, { rank, x, y, width, height, lines });
      x += width + size.between;
    }
    y += height + size.gap;
  }
  const lines = stepsOf(ranks).map(({ upper, lower }) =>
    [boxes.get(upper)!, boxes.get(lower)!] as const
  );
  const height = y - size.gap + margin;
  return { width, height, title: titleLines, boxes: [...boxes.values()], lines, kinds, legend };
}

function sizeOf({ name, words = "" }: Rank): { width: number; height: number; lines: string[] } {
  const lines = wrap(words, size.words, size.most);
  const widest = Math.max(
    textWidth(name, size.name) * bold,
    ...lines.map((line) => textWidth(line, size.words)),
  );
  return { width: widest + 22, height: 30 + size.line * lines.length, lines };
}

/** Each row in the order of the middles of what stands above its members. */
function rowsOf(ranks: readonly Rank[]): Rank[][] {
  const depths = depthsOf(ranks);
  const steps = stepsOf(ranks);
  const rows: Rank[][] = [];
  const place = new Map<string, number>();
  for (let depth = 0; depth <= Math.max(...depths.values()); depth++) {
    const row = ranks.filter(({ name }) => depths.get(name) === depth);
    const middle = new Map(row.map(({ name }) => [name, middleOf(name)]));
    row.sort((a, b) => middle.get(a.name)! - middle.get(b.name)!);
    row.forEach(({ name }, i) => place.set(name, (i + 1) / (row.length + 1)));
    rows.push(row);
  }
  return rows;

  function middleOf(name: string): number {
    const uppers = steps.filter(({ lower }) => lower === name).map(({ upper }) =>
      place.get(upper)!
    );
    return uppers.length === 0 ? 0.5 : uppers.reduce((a, b) => a + b, 0) / uppers.length;
  }
}
