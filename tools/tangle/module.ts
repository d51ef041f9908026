/**
 * A chapter as one module: its code cells, one after the other, each line where a map can find it.
 *
 * @module
 */

import type { CodeCell, Notebook } from "../notebook/mod.ts";
import { type Binding, bindings, type ImportStatement, replaceImports } from "./imports.ts";

/** A place in a chapter: the code cell counted from 1, as the kernel counts, and the line in it. */
export interface CellLine {
  readonly cell: number;
  readonly id: string;
  readonly line: number;
  /** The text of that line. */
  readonly text: string;
}

/** A tangled chapter. */
export interface Tangled {
  readonly text: string;
  /** By line of the module, from 0: the line of the chapter that it came from, if any. */
  readonly origins: readonly (CellLine | undefined)[];
}

/** The code cells that the kernel runs, in order; it passes over blank ones. */
export function codeCells(notebook: Notebook): CodeCell[] {
  return notebook.cells.filter((cell): cell is CodeCell =>
    cell.cell_type === "code" && cell.source.trim() !== ""
  );
}

/** The module of a chapter. A name that a cell imports again, from the same place, is left out. */
export function tangle(notebook: Notebook): Tangled {
  const lines: string[] = [];
  const origins: (CellLine | undefined)[] = [];
  const imported = new Set<string>();
  codeCells(notebook).forEach((cell, i) => {
    lines.push(`// cell [${i + 1}] ${cell.id}`);
    origins.push(undefined);
    const written = cell.source.split("\n");
    replaceImports(cell.source, (statement) => onceOnly(statement, imported)).split("\n")
      .forEach((line, j) => {
        lines.push(line);
        origins.push({ cell: i + 1, id: cell.id, line: j + 1, text: written[j] ?? "" });
      });
  });
  // Even a chapter that imports nothing is a module: its names are its own, and it may await.
  lines.push("export {};", "");
  origins.push(undefined, undefined);
  return { text: lines.join("\n"), origins };
}

function onceOnly(statement: ImportStatement, imported: Set<string>): string {
  const all = bindings(statement);
  if (all.length === 0) return statement.text;
  const fresh = all.filter((binding) => !imported.has(keyOf(statement, binding)));
  for (const binding of all) imported.add(keyOf(statement, binding));
  if (fresh.length === all.length) return statement.text;
  return fresh.map((binding) => importOf(statement, binding)).join(" ");
}

/** A type imported as a type, and then the value: the second is another binding, and an error. */
function keyOf(statement: ImportStatement, { local, imported, typeOnly }: Binding): string {
  return JSON.stringify([statement.specifier, imported, local, typeOnly]);
}

function importOf(statement: ImportStatement, { local, imported, typeOnly }: Binding): string {
  const type = typeOnly ? "type " : "";
  const from = `from ${JSON.stringify(statement.specifier)};`;
  if (imported === "*") return `import ${type}* as ${local} ${from}`;
  if (imported === "default") return `import ${type}${local} ${from}`;
  return `import ${type}{ ${imported === local ? local : `${imported} as ${local}`} } ${from}`;
}
