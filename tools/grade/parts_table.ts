/**
 * The table of parts in an exercise's README: numbers, files and points are those of the suite; what is
 * written to each part, and how long it takes, stands in the table alone, and so do rows that head a stage.
 *
 * @module
 */

import type { Suite } from "../../lib/grade/suite.ts";

const BEGIN = "<!-- parts: deno run -A tools/parts_tables.ts -->";
const END = "<!-- end of parts -->";

/** The text of a README with its table brought up to date. Throws where there is no place for one. */
export function withPartsTable(readme: string, { chapter, parts }: Suite<unknown>): string {
  const [from, to] = [readme.indexOf(BEGIN), readme.indexOf(END)];
  if (from < 0 || to < from) {
    throw new Error(
      `Cannot write the table of ${chapter} because its README must have a place for it: ` +
        `given none between ${BEGIN} and ${END}`,
    );
  }
  const [head = [], , ...known] = rowsOf(readme.slice(from + BEGIN.length, to));
  let last = -1;
  const rows = parts.flatMap(({ file, title, points }, i) => {
    // A file may answer several parts, one after the other.
    const isOwn = (cells: readonly string[], row: number) =>
      cells[1] === linkTo(file) && (file !== parts[i - 1]?.file || row > last);
    const at = last = known.findIndex(isOwn);
    const [, , words = title, , time = "?"] = known[at] ?? [];
    const above = headingsAbove(known, at);
    return [...above, [`${i + 1}`, linkTo(file), words, `${points}`, time]];
  });
  return `${readme.slice(0, from)}${BEGIN}\n\n${tableOf([head, ...rows])}\n\n${readme.slice(to)}`;
}

function linkTo(file: string): string {
  return `[${file}](${file})`;
}

/** The rows without a number right above a row. */
function headingsAbove(rows: readonly string[][], at: number): string[][] {
  const above: string[][] = [];
  for (let i = at - 1; i >= 0 && rows[i]![0] === ""; i--) above.unshift(rows[i]!);
  return above;
}

function rowsOf(table: string): string[][] {
  return table.split("\n").filter((line) => line.startsWith("|")).map((line) =>
    line.split("|").slice(1, -1).map((cell) => cell.trim())
  );
}

/** As `deno fmt` writes it. */
function tableOf([head = [], ...rows]: readonly string[][]): string {
  const widths = head.map((_, i) =>
    Math.max(3, ...[head, ...rows].map((cells) => [...cells[i] ?? ""].length))
  );
  const line = (cells: readonly string[]) =>
    `| ${widths.map((width, i) => (cells[i] ?? "").padEnd(width)).join(" | ")} |`;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}
