/** What a chapter's outputs depend on. @module */

import { type Reach, reachesOut } from "../graph/reach.ts";
import { resolveSpecifier } from "../graph/resolve.ts";
import { readNotebook } from "../notebook/mod.ts";
import { findImports } from "../tangle/imports.ts";
import { codeCells } from "../tangle/module.ts";
import type { Chapter } from "./chapters.ts";

/** What runs a chapter. */
const runner = "tools/run.ts";

/** A chapter that imports this judges exercises, by the command for them. */
const grading = "lib/notebook/grade.ts";
const graders = ["tools/grade.ts", "tools/grade/child.ts"];

/** The notebook, what its cells import, and the files of the library that they quote. */
export async function chapterReach(root: string, { path }: Chapter): Promise<Reach> {
  const cells = codeCells(await readNotebook(path)).map(({ source }) => source);
  const notebook = path.slice(root.length + 1);
  const imports = cells.flatMap(importsOf).flatMap((each) =>
    resolveSpecifier(root, notebook, each) ?? []
  );
  const modules = [...imports, runner];
  const files = [notebook, ...cells.flatMap(quotesOf)];
  if (imports.includes(grading)) {
    modules.push(...graders, ...exerciseModules(root));
    files.push("exercises");
  }
  return { modules, files, everything: cells.some(reachesOut) };
}

function importsOf(cell: string): string[] {
  const whenRun = [...cell.matchAll(/\bimport\(\s*["']([^"']+)["']/g)].map(([, name]) => name!);
  return [...findImports(cell).map(({ specifier }) => specifier), ...whenRun];
}

/** `quote("model/history.ts", …)` reads a file below `lib/`. */
export function quotesOf(cell: string): string[] {
  return [...cell.matchAll(/["'`]([\w./-]+\.ts)["'`]/g)].map(([, path]) => `lib/${path}`);
}

function exerciseModules(root: string, folder = "exercises"): string[] {
  return [...Deno.readDirSync(`${root}/${folder}`)].flatMap(({ name, isDirectory }) => {
    const path = `${folder}/${name}`;
    if (isDirectory) return exerciseModules(root, path);
    return name.endsWith(".ts") && !name.endsWith("_test.ts") ? [path] : [];
  });
}
