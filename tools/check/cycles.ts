/** Circles among modules. @module */

import type { Module } from "./layers.ts";

/** The first circle of imports found, as the paths along it with the first one repeated last. */
export function findCycle(modules: readonly Module[]): string[] | undefined {
  const imports = new Map(modules.map((module) => [module.path, module.imports]));
  const done = new Set<string>();
  const trail: string[] = [];

  function visit(path: string): string[] | undefined {
    const start = trail.indexOf(path);
    if (start >= 0) return [...trail.slice(start), path];
    if (done.has(path)) return undefined;
    trail.push(path);
    for (const target of imports.get(path) ?? []) {
      const cycle = visit(target);
      if (cycle) return cycle;
    }
    trail.pop();
    done.add(path);
    return undefined;
  }

  for (const { path } of modules) {
    const cycle = visit(path);
    if (cycle) return cycle;
  }
  return undefined;
}
