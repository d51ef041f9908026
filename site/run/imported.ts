/** How what a text imports reads in its module, where a file of the book has many modules in it. @module */

import type { ImportDeclaration, ImportExpression } from "acorn";
import { nameOf } from "./syntax.ts";

/**
 * Declarations for the names that a statement imports, of the module that is called `module` in the text. They call a
 * global `$pick(module, name, specifier)`, so that a missing one is told.
 */
export function bindings({ specifiers, source }: ImportDeclaration, module: string): string {
  return specifiers.map((each) => {
    const { name } = each.local;
    if (each.type === "ImportNamespaceSpecifier") return ` const ${name} = ${module};`;
    const imported = each.type === "ImportSpecifier" ? nameOf(each.imported) : "default";
    return ` const ${name} = ${picked(module, imported, String(source.value))};`;
  }).join("");
}

/** What a module exports under a name. */
export function picked(module: string, name: string, specifier: string): string {
  return `$pick(${module}, ${JSON.stringify(name)}, ${JSON.stringify(specifier)})`;
}

/** The specifier of an import that is made when it runs; nothing where only the run would tell. */
export function literalSpecifier({ source }: ImportExpression): string | undefined {
  return source.type === "Literal" && typeof source.value === "string" ? source.value : undefined;
}

/** Such an import, of the module with this name in the file at an address. */
export function importLater(address: string, name: string): string {
  return `import(${JSON.stringify(address)}).then((file) => file.${name})`;
}
