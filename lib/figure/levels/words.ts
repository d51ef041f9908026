/** What is said of levels: the legend, and all of them in a line where there is no picture. @module */

import { oneLine } from "../text.ts";
import type { Asked, LevelRow, LevelsOptions, LevelTable } from "./options.ts";

/** So many tables of a run are told one by one. */
const mostTold = 6;

/** What is said beside a run of a table that was asked. */
export const askedWords: Readonly<Record<Asked, string>> = {
  "ruled out": "filter: no",
  missed: "block: not there",
  found: "block: found",
};

/** All levels in a line. */
export function plainText(rows: readonly LevelRow[], { title, search }: LevelsOptions): string {
  const said = rows.map(({ name, runs }) =>
    `${name} ${runs.length === 0 ? "empty" : runs.map(runText).join(" ")}`
  );
  const way = search === undefined ? [] : [`the way to ${search.text}: ${wayText(rows)}`];
  return oneLine(`${title} (levels: ${[...said, ...way].join("; ")})`);
}

function runText(run: readonly LevelTable[]): string {
  if (run.length > mostTold) return `[${run.length} tables]`;
  const part = ({ part }: LevelTable) => part === undefined ? "" : ` ${part}`;
  return run.map((table) => `[${table.name}${part(table)}]`).join("");
}

function wayText(rows: readonly LevelRow[]): string {
  const asked = rows.flatMap(({ runs }) => runs.flat()).flatMap(({ name, asked }) =>
    asked === undefined ? [] : [`${name} ${askedWords[asked]}`]
  );
  return asked.length === 0 ? "no table was asked" : asked.join(", ");
}

/** What stands under the levels: only what is in them. */
export function legendOf(rows: readonly LevelRow[], { search }: LevelsOptions): string {
  const tables = rows.flatMap(({ runs }) => runs.flat());
  const has = (test: (table: LevelTable) => boolean) => tables.some(test);
  return [
    "a box: a table, from its first key to its last, with its number and size",
    ...rows.some(({ runs }) => runs.length > 1) ? ["newer runs stand higher"] : [],
    ...has(({ tombstones = 0 }) => tombstones > 0)
      ? ["strip at the foot: the share of tombstones"]
      : [],
    ...has(({ part }) => part === "input") ? ["ochre: what the compaction is to read"] : [],
    ...has(({ part }) => part === "output") ? ["violet: what the compaction has written"] : [],
    ...search === undefined ? [] : [`upright strokes: the key ${search.text}`],
    ...has(({ asked }) => asked === "ruled out")
      ? ["dashed box: ruled out by its filter, nothing was read"]
      : [],
    ...has(({ asked }) => asked === "missed")
      ? ["red edge: a block was read, and the key was not there"]
      : [],
    ...has(({ asked }) => asked === "found") ? ["green: a block was read, and it was there"] : [],
  ].join(" · ");
}
