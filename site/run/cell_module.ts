/**
 * A cell as a module of JavaScript. Its types are taken away without moving a line, so that an error names
 * the line that the reader sees; what it declares is exported, and the names of earlier cells that it uses
 * are imported from their modules. A cell that is run again is a new module, and later runs take its names
 * from there.
 *
 * @module
 */

import type { ImportDeclaration, ImportExpression, Program } from "acorn";
import { bindings, importLater, literalSpecifier } from "./imported.ts";
import { type Script, visit } from "./syntax.ts";

/** What there is outside of a cell. */
export interface Around {
  /** The names of the cells that have run, each with the address of the module that exports it. */
  readonly names: ReadonlyMap<string, string>;
  /** Where a specifier leads: the address of a file, and under which name that file exports the module. */
  find(specifier: string): { readonly address: string; readonly name: string };
}

/** A cell, ready to be imported. */
export interface CellModule {
  readonly code: string;
  /** What it exports by the names of the cell. */
  readonly names: readonly string[];
}

/** Under this name a module exports the value of the last expression of its cell. */
export const LAST = "$last";

/** A text that takes the place of what stands from `start` to `end`. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * The module of a cell. It calls a global `$pick(module, name, specifier)` for each name that it imports, so
 * that a missing one is told.
 */
export function cellModule(script: Script, around: Around): CellModule {
  const { text, program, declared, used, assigned } = script;
  const foreign = [...around.names].filter(([name]) => used.has(name) && !declared.has(name));
  const head = foreign.map(([name, address]) =>
    assigned.has(name)
      // It cannot be changed in the module that has it: from here on this cell has it.
      ? `import { ${name} as $was_${name} } from "${address}"; let ${name} = $was_${name}; `
      : `import { ${name} } from "${address}"; `
  );
  const own = foreign.flatMap(([name]) => assigned.has(name) ? [name] : []);
  const names = [...declared, ...own];
  const body = edited(text, [
    ...importEdits(script, around),
    ...lastEdits(program, text),
  ]);
  return {
    code: `${head.join("")}${body}\nexport { ${names.join(", ")} };\n`,
    names,
  };
}

function importEdits({ program, text }: Script, around: Around): Edit[] {
  const edits = program.body.flatMap((statement, i) =>
    statement.type === "ImportDeclaration" ? [importEdit(statement, text, `$from${i}`, around)] : []
  );
  visit(program, (node) => {
    if (node.type !== "ImportExpression") return;
    const specifier = literalSpecifier(node as ImportExpression);
    if (specifier === undefined) return;
    const { address, name } = around.find(specifier);
    edits.push({ start: node.start, end: node.end, text: importLater(address, name) });
  });
  return edits;
}

/** An import of a cell leads to a file of the book, which has many modules in it. */
function importEdit(
  statement: ImportDeclaration,
  text: string,
  module: string,
  around: Around,
): Edit {
  const { start, end } = statement;
  const { address, name } = around.find(String(statement.source.value));
  const lines = text.slice(start, end).split("\n").length - 1;
  const from = `import { ${name} as ${module} } from "${address}";`;
  return { start, end, text: `${from}${bindings(statement, module)}${"\n".repeat(lines)}` };
}

/** The kernel shows the value of the last statement that has one; declarations have none. */
function lastEdits({ body }: Program, text: string): Edit[] {
  const last = body.findLast(({ type }) => !type.endsWith("Declaration"));
  if (last?.type !== "ExpressionStatement") return [];
  const end = text[last.end - 1] === ";" ? last.end - 1 : last.end;
  return [
    { start: last.start, end: last.start, text: `export const ${LAST} = (` },
    { start: end, end, text: ")" },
  ];
}

/** The text with these edits, none of which overlap. */
export function edited(text: string, edits: readonly Edit[]): string {
  let at = 0;
  const parts: string[] = [];
  for (
    const edit of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)
  ) {
    parts.push(text.slice(at, edit.start), edit.text);
    at = edit.end;
  }
  return parts.join("") + text.slice(at);
}
