/** Brackets beside the rows of a grid: which of them belong together, such as the servers of a majority. @module */

import { assertList, type Fields, refuse, someWords, whole } from "../refuse.ts";
import { words } from "../svg.ts";
import { bold, rounded, textWidth } from "../text.ts";
import { ink } from "../theme.ts";

/** Rows that stand together. */
export interface GridBracket {
  /** What stands at the bracket, in a letter or two. */
  readonly name: string;
  /** What it stands for, for the legend. */
  readonly words: string;
  /** The number of its first row, from 0. */
  readonly from: number;
  /** The number of its last row. */
  readonly to: number;
}

const nameSize = 13, tick = 5, gap = 10;

const fields: Fields = { name: someWords, words: someWords, from: whole, to: whole };

/** Throws unless every bracket is beside rows that there are. */
export function assertBrackets(brackets: readonly GridBracket[], rows: number): void {
  assertList("logs", ["a bracket", "its brackets"], brackets, fields);
  for (const { name, from, to } of brackets) {
    if (from <= to && to < rows) continue;
    const given = `rows ${from} to ${to} of ${rows}`;
    refuse(`the bracket ${name}`, "it must be beside rows of the grid", given);
  }
}

/** How wide all brackets are together, in px. */
export function bracketsWidth(brackets: readonly GridBracket[]): number {
  return columnsOf(brackets).reduce((sum, column) => sum + widthOf(column), 0);
}

/** The brackets from `left` on; `edges` gives the top and the bottom of a row. */
export function drawBrackets(
  brackets: readonly GridBracket[],
  left: number,
  edges: (row: number) => readonly [top: number, bottom: number],
): string[] {
  const columns = columnsOf(brackets);
  return columns.flatMap((column, i) => {
    const x = columns.slice(0, i).reduce((sum, before) => sum + widthOf(before), left) + gap;
    return column.flatMap((bracket) => {
      const top = edges(bracket.from)[0], bottom = edges(bracket.to)[1];
      return [
        `<path d="M${rounded(x)} ${rounded(top)}h${tick}V${rounded(bottom)}h${-tick}" ` +
        `fill="none" stroke="${ink}" stroke-width="1.6"/>`,
        words(
          bracket.name,
          x + tick + 4,
          (top + bottom) / 2 + 4.5,
          `font-size="${nameSize}" font-style="italic" font-weight="600"`,
        ),
      ];
    });
  });
}

/** Brackets stand one below the other where they have no row in common, and else side by side. */
function columnsOf(brackets: readonly GridBracket[]): GridBracket[][] {
  const columns: GridBracket[][] = [];
  for (const bracket of brackets) {
    const free = columns.find((column) =>
      column.every(({ from, to }) => bracket.to < from || to < bracket.from)
    );
    if (free === undefined) columns.push([bracket]);
    else free.push(bracket);
  }
  return columns;
}

function widthOf(column: readonly GridBracket[]): number {
  const names = column.map(({ name }) => textWidth(name, nameSize * bold));
  return Math.ceil(gap + tick + 4 + Math.max(...names));
}
