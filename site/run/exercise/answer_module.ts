/**
 * A file of answers as a module of JavaScript: what it imports of its exercise or of the library leads to a file of
 * the book that has many modules in it, and what it imports of the reader's own files to theirs.
 *
 * @module
 */

import type {
  ExportAllDeclaration,
  ExportNamedDeclaration,
  ImportDeclaration,
  ImportExpression,
  Node,
  Program,
} from "acorn";
import { type Edit, edited } from "../cell_module.ts";
import { bindings, importLater, literalSpecifier, picked } from "../imported.ts";
import { nameOf, visit } from "../syntax.ts";

/** Where a specifier leads. */
export interface Link {
  readonly address: string;
  /** Under which name the file there exports the module; nothing where it is the module itself. */
  readonly name?: string;
  /** What the module exports, where that must be known. */
  readonly exported?: readonly string[];
}

/** One import as it stands in a file. */
export interface FoundImport {
  /** Nothing where only the run would tell. */
  readonly specifier?: string;
  /** Where it begins in the text. */
  readonly start: number;
}

type Statement = Program["body"][number];
type FromElsewhere =
  | ImportDeclaration
  | ExportAllDeclaration
  | ExportNamedDeclaration & { source: NonNullable<ExportNamedDeclaration["source"]> };

/** What a file imports when it runs, in order. */
export function importsOf(program: Program): FoundImport[] {
  const found: FoundImport[] = program.body.flatMap((statement) =>
    isFromElsewhere(statement)
      ? [{ specifier: String(statement.source.value), start: statement.start }]
      : []
  );
  visit(program, (node) => {
    if (node.type !== "ImportExpression") return;
    const { start } = node, specifier = literalSpecifier(node as ImportExpression);
    found.push(specifier === undefined ? { start } : { specifier, start });
  });
  return found;
}

/**
 * The module of a file whose text is `text`. It calls a global `$pick(module, name, specifier)` for each name that
 * it takes from a file of the book, so that a missing one is told. Other edits may be made besides.
 */
export function answerModule(
  text: string,
  program: Program,
  find: (specifier: string) => Link,
  more: readonly Edit[] = [],
): string {
  const own = new Set(program.body.flatMap(exportedBy));
  const edits = program.body.flatMap((statement, at): Edit[] => {
    if (!isFromElsewhere(statement)) return [];
    const specifier = String(statement.source.value), link = find(specifier);
    if (link.name === undefined) return [addressed(statement.source, link.address)];
    const { start, end } = statement, module = `$from${at}`;
    const from = `import { ${link.name} as ${module} } from ${JSON.stringify(link.address)};`;
    const taken = takenFrom(statement, { ...link, specifier, module, own });
    // No line may move.
    const lines = text.slice(start, end).split("\n").length - 1;
    return [{ start, end, text: `${from}${taken}${"\n".repeat(lines)}` }];
  });
  visit(program, (node) => {
    if (node.type === "ImportExpression") {
      edits.push(...dynamicEdit(node as ImportExpression, find));
    }
  });
  return `${edited(text, [...edits, ...more])}\n`;
}

function isFromElsewhere(statement: Statement): statement is FromElsewhere {
  return "source" in statement && statement.source !== null && statement.source !== undefined;
}

function addressed({ start, end }: Node, address: string): Edit {
  return { start, end, text: JSON.stringify(address) };
}

interface Source extends Link {
  readonly specifier: string;
  /** The name of the module in the text. */
  readonly module: string;
  /** What the file exports by name, which goes before what it exports of others as a whole. */
  readonly own: ReadonlySet<string>;
}

/** Declarations for what a statement takes from a module. */
function takenFrom(statement: FromElsewhere, source: Source): string {
  const { module, specifier, own, exported = [] } = source;
  const passOn = (names: readonly (readonly [imported: string, exported: string])[]) =>
    names.map(([imported, name], i) =>
      ` const ${module}_${i} = ${
        picked(module, imported, specifier)
      }; export { ${module}_${i} as ${name} };`
    ).join("");
  switch (statement.type) {
    case "ImportDeclaration":
      return bindings(statement, module);
    case "ExportNamedDeclaration":
      return passOn(
        statement.specifiers.map((each) => [nameOf(each.local), nameOf(each.exported)]),
      );
    case "ExportAllDeclaration":
      return statement.exported
        ? ` export { ${module} as ${nameOf(statement.exported)} };`
        : passOn(
          exported.filter((name) => name !== "default" && !own.has(name)).map((n) => [n, n]),
        );
  }
}

function exportedBy(statement: Statement): string[] {
  if (statement.type !== "ExportNamedDeclaration") return [];
  const { declaration, specifiers } = statement;
  const named = specifiers.map((each) => nameOf(each.exported));
  if (!declaration) return named;
  return declaration.type === "VariableDeclaration"
    ? declaration.declarations.flatMap(({ id }) => id.type === "Identifier" ? [id.name] : [])
    : [declaration.id.name];
}

function dynamicEdit(
  statement: ImportExpression,
  find: (specifier: string) => Link,
): Edit[] {
  const specifier = literalSpecifier(statement);
  if (specifier === undefined) return [];
  const { address, name } = find(specifier);
  if (name === undefined) return [addressed(statement.source, address)];
  return [{ start: statement.start, end: statement.end, text: importLater(address, name) }];
}
