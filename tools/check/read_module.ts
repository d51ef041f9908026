/**
 * Reads the imports of a module from its syntax tree, with the parser of `deno lint`. Deno offers it
 * to tests alone, so this works under `deno test` only.
 *
 * @module
 */

import type { Module } from "./layers.ts";

/** The module at `path`, with imports of files resolved against the root of the repository. */
export function readModule(path: string, source: string): Module {
  const imports = new Set<string>();
  const add = (specifier: unknown) => {
    imports.add(typeof specifier === "string" ? resolve(path, specifier) : "an expression");
  };
  walk(path, source, (context) => ({
    ImportDeclaration: (node) => add(node.source.value),
    ExportAllDeclaration: (node) => add(node.source.value),
    ExportNamedDeclaration: (node) => node.source && add(node.source.value),
    ImportExpression: (node) => add(node.source.type === "Literal" ? node.source.value : undefined),
    TSImportType: (node) => {
      add(/^\s*(?:typeof\s+)?import\(\s*["'](.+?)["']/.exec(context.sourceCode.getText(node))?.[1]);
    },
  }));
  return { path, imports: [...imports] };
}

/** The files that a module loads when it runs: what it imports, but for its types alone. */
export function loadedBy(path: string, source: string): string[] {
  const loaded = new Set<string>();
  const add = (kind: string | undefined, specifier: unknown) => {
    if (kind !== "type" && typeof specifier === "string") loaded.add(resolve(path, specifier));
  };
  walk(path, source, () => ({
    ImportDeclaration: (node) => add(node.importKind, node.source.value),
    ExportAllDeclaration: (node) => add(node.exportKind, node.source.value),
    ExportNamedDeclaration: (node) => add(node.exportKind, node.source?.value),
    ImportExpression: (node) => {
      add(undefined, node.source.type === "Literal" ? node.source.value : undefined);
    },
  }));
  return [...loaded];
}

/** Walks the syntax tree of a module and returns what the visitor reported. */
export function walk(
  path: string,
  source: string,
  create: (context: Deno.lint.RuleContext) => Deno.lint.LintVisitor,
): Deno.lint.Diagnostic[] {
  return Deno.lint.runPlugin({ name: "house", rules: { rule: { create } } }, path, source);
}

/** `./x.ts` and `hb/x.ts` become paths from the root; every other specifier stays what it is. */
function resolve(path: string, specifier: string): string {
  if (specifier.startsWith("hb/")) return `lib/${specifier.slice("hb/".length)}`;
  if (!/^\.{0,2}\//.test(specifier)) return specifier;
  // Outside the root, URL would silently stop at "/": count the steps ourselves.
  const parts = specifier.startsWith("/") ? [] : path.split("/").slice(0, -1);
  for (const part of specifier.split("/")) {
    if (part === "..") {
      if (parts.pop() === undefined) return specifier;
    } else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.join("/");
}
