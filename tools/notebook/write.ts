/**
 * Writes notebooks as Jupyter does: keys in order, an indent of one space, text as lines. Two equal
 * notebooks are equal files.
 *
 * @module
 */

import { isText } from "./cell.ts";
import type { Cell, Notebook, Output } from "./types.ts";

/** Writes the notebook to a file, through a second file, so that an interruption destroys nothing. */
export async function writeNotebook(path: string, notebook: Notebook): Promise<void> {
  const draft = `${path}.draft`;
  await Deno.writeTextFile(draft, formatNotebook(notebook));
  await Deno.rename(draft, path);
}

/** The file's text. */
export function formatNotebook(notebook: Notebook): string {
  const { cells, ...rest } = notebook;
  return JSON.stringify(sorted({ ...rest, cells: cells.map(cellToFile) }), null, 1) + "\n";
}

function cellToFile(cell: Cell): unknown {
  const source = toLines(cell.source);
  return cell.cell_type === "code"
    ? { ...cell, source, outputs: cell.outputs.map(outputToFile) }
    : { ...cell, source };
}

function outputToFile(output: Output): unknown {
  if (output.output_type === "stream") return { ...output, text: toLines(output.text) };
  if (output.output_type === "error") return output;
  const data = Object.entries(output.data).map(([mime, value]) =>
    isText(mime) && typeof value === "string" ? [mime, toLines(value)] : [mime, value]
  );
  return { ...output, data: Object.fromEntries(data) };
}

/** The lines of a text, each with its line end, as nbformat keeps them. */
export function toLines(text: string): string[] {
  return text === "" ? [] : text.split(/(?<=\n)/);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const record = value as Record<string, unknown>;
  return Object.fromEntries(Object.keys(record).sort().map((key) => [key, sorted(record[key])]));
}
