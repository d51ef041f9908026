/** How modules that were made in a page take names from files of the book. @module */

/** What a module exports under a name; a missing one is told, as an import of a file would. */
export function pick(module: Record<string, unknown>, name: string, specifier: string): unknown {
  if (name in module) return module[name];
  throw new SyntaxError(
    `Cannot import ${name} because "${specifier}" must export it: it exports ` +
      Object.keys(module).toSorted().join(", "),
  );
}
