/**
 * Import statements in a cell. Cells repeat imports so that each can be read alone; in one module a
 * name may be imported once.
 *
 * @module
 */

/** One import statement and where it stands in its text. */
export interface ImportStatement {
  readonly text: string;
  readonly start: number;
  /** Only types are imported, by `import type`. */
  readonly typeOnly: boolean;
  /** What stands between `import` and `from`, without comments; empty for a bare import. */
  readonly clause: string;
  readonly specifier: string;
}

/** A statement begins a line and has no quote before its specifier, unlike a sentence in a text. */
const IMPORT =
  /^import\b(?![ \t]*[(.])([^"'`;]*?)(["'])([^"'\n]+)\2([ \t]*with[ \t]*\{[^}]*\})?[ \t]*;?/gm;

/** The import statements at the top level of a cell. */
export function findImports(source: string): ImportStatement[] {
  return [...source.matchAll(IMPORT)].map((match) => {
    const between = (match[1] ?? "").replace(/\/\/.*$|\/\*[\s\S]*?\*\//gm, "").trim();
    const clause = between.replace(/\bfrom$/, "").trim();
    const typeOnly = /^type\s+(?!,)[{*\w]/.test(clause) && !/^type\s*,/.test(clause);
    return {
      text: match[0],
      start: match.index,
      typeOnly,
      clause: typeOnly ? clause.replace(/^type\s+/, "") : clause,
      specifier: match[3] ?? "",
    };
  });
}

/** What a statement brings in: the name in the cell, and how the clause says it. */
export interface Binding {
  readonly local: string;
  /** `default`, `*`, or the exported name. */
  readonly imported: string;
  readonly typeOnly: boolean;
}

/** The names that a statement brings in. */
export function bindings(statement: ImportStatement): Binding[] {
  const braces = statement.clause.match(/\{([\s\S]*)\}/);
  const named = (braces?.[1] ?? "").split(",").map((part) => part.trim()).filter((part) => part);
  const others = statement.clause.replace(/\{[\s\S]*\}/, "").split(",")
    .map((part) => part.trim()).filter((part) => part);
  return [
    ...others.map((part) => {
      const namespace = part.match(/^\*\s+as\s+(\S+)$/)?.[1];
      return namespace === undefined
        ? { local: part, imported: "default", typeOnly: statement.typeOnly }
        : { local: namespace, imported: "*", typeOnly: statement.typeOnly };
    }),
    ...named.map((part) => {
      const typeOnly = statement.typeOnly || /^type\s+\w/.test(part);
      const [imported, local] = part.replace(/^type\s+(?=\w)/, "").split(/\s+as\s+/);
      return { local: local ?? imported ?? "", imported: imported ?? "", typeOnly };
    }),
  ];
}

/**
 * The cell's text with each import statement replaced; what replaces it has as many lines, so that
 * line numbers stay.
 */
export function replaceImports(
  source: string,
  replace: (statement: ImportStatement) => string,
): string {
  let result = "";
  let at = 0;
  for (const statement of findImports(source)) {
    const replacement = replace(statement);
    const missing = lineEnds(statement.text) - lineEnds(replacement);
    result += source.slice(at, statement.start) + replacement + "\n".repeat(Math.max(0, missing));
    at = statement.start + statement.text.length;
  }
  return result + source.slice(at);
}

function lineEnds(text: string): number {
  return text.split("\n").length - 1;
}
