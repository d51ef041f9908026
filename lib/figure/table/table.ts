/** Tables: rows of records, the same on every machine. @module */

import { type Bundle, display, type Figure } from "../figure.ts";
import { assertDistinct, assertFields, assertList, list, optional } from "../refuse.ts";
import { someWords, text, wholeFrom } from "../refuse.ts";
import { escape, oneLine } from "../text.ts";
import { type Align, cellText } from "./cell.ts";

/** A column of a table. */
export interface Column {
  /** The field of the rows that it shows. */
  readonly key: string;
  /** What stands above it; the key by default. */
  readonly title?: string;
  /** The unit of its numbers, written after the title. */
  readonly unit?: string;
  /** How many decimals its numbers have; as many as each needs, up to three, by default. */
  readonly decimals?: number;
}

/** What a table is told besides its rows. */
export interface TableOptions {
  /** The finding, in words. */
  readonly title: string;
  /** The columns in their order; by default every field, in the order of first appearance. */
  readonly columns?: readonly (string | Column)[];
}

/** A table ready to be written down. */
interface Grid {
  readonly title: string;
  readonly heads: readonly string[];
  readonly aligns: readonly Align[];
  readonly rows: readonly (readonly string[])[];
}

/**
 * A table of records; columns of numbers are aligned to the right.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { display } from "hb/figure/figure.ts";
 * import { table } from "hb/figure/table/table.ts";
 *
 * const figure = table([{ nodes: 10, cost: 1 }, { nodes: 10_000, cost: 1.625 }], {
 *   title: "A thousand times more nodes cost little more",
 * });
 * const bundle = await figure[display]();
 * assertEquals(
 *   bundle["text/plain"],
 *   "A thousand times more nodes cost little more\n nodes   cost\n    10      1\n10,000  1.625",
 * );
 * ```
 */
export function table(
  rows: readonly Readonly<Record<string, unknown>>[],
  options: TableOptions,
): Figure {
  assertTable(rows, options);
  const grid = gridOf(rows, options);
  return {
    [display]: (): Bundle => ({
      "text/html": html(grid),
      "text/markdown": markdown(grid),
      "text/plain": plain(grid),
    }),
  };
}

/** Throws unless every row is a record, and every column names a field once. */
function assertTable(rows: unknown, options: unknown): void {
  const what = "a table";
  assertFields(what, "its", options, { title: someWords, columns: optional(list) });
  assertList(what, ["a row", "its rows"], rows, {});
  const { columns = [] } = options as TableOptions;
  const full = columns.map((column) => typeof column === "string" ? { key: column } : column);
  assertList(what, ["a column", "its columns"], full, {
    key: text,
    title: optional(text),
    unit: optional(text),
    decimals: optional(wholeFrom(0, 100)),
  });
  const names = full.map((column) => `${column.key} under "${headOf(column)}"`);
  assertDistinct(what, "no column may come twice", names);
}

function headOf({ key, title = key, unit }: Column): string {
  return unit === undefined ? title : `${title} (${unit})`;
}

function gridOf(
  rows: readonly Readonly<Record<string, unknown>>[],
  { title, columns }: TableOptions,
): Grid {
  const keys = columns ?? [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const full = keys.map((column): Column => typeof column === "string" ? { key: column } : column);
  const numeric = ({ key }: Column) =>
    rows.length > 0 &&
    rows.every(({ [key]: value }) =>
      value === undefined || value === null || ["number", "bigint"].includes(typeof value)
    );
  return {
    title: oneLine(title),
    heads: full.map(headOf),
    aligns: full.map((column) => numeric(column) ? "right" : "left"),
    rows: rows.map((row) => full.map(({ key, decimals }) => cellText(row[key], decimals))),
  };
}

function html({ title, heads, aligns, rows }: Grid): string {
  const cell = (tag: string, text: string, i: number) =>
    `<${tag} style="text-align:${aligns[i]}">${escape(text)}</${tag}>`;
  const line = (tag: string, texts: readonly string[]) =>
    `<tr>${texts.map((text, i) => cell(tag, text, i)).join("")}</tr>`;
  const caption = `<caption style="text-align:left;caption-side:top;color:inherit">` +
    `<strong>${escape(title)}</strong></caption>`;
  return [
    `<table>${caption}`,
    `<thead>${line("th", heads)}</thead>`,
    `<tbody>${rows.map((row) => line("td", row)).join("\n")}</tbody>`,
    "</table>",
  ].join("\n");
}

function markdown({ title, heads, aligns, rows }: Grid): string {
  const cell = (text: string) =>
    oneLine(text).replace(/[\\`*_[\]|~$]/g, "\\$&").replaceAll("&", "&amp;").replaceAll(
      "<",
      "&lt;",
    );
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [
    `**${cell(title)}**`,
    "",
    line(heads.map(cell)),
    line(aligns.map((align) => align === "right" ? "---:" : ":---")),
    ...rows.map((row) => line(row.map(cell))),
  ].join("\n");
}

function plain({ title, heads, aligns, rows }: Grid): string {
  const lines = [heads, ...rows].map((row) => row.map(oneLine));
  const widths = heads.map((_, i) =>
    lines.reduce((most, row) => Math.max(most, [...row[i] ?? ""].length), 0)
  );
  const pad = (text: string, i: number) => {
    const blank = " ".repeat((widths[i] ?? 0) - [...text].length);
    return aligns[i] === "right" ? blank + text : text + blank;
  };
  return [title, ...lines.map((row) => row.map(pad).join("  ").trimEnd())].join("\n");
}
