/** Writes the tangled chapters where `deno check` and `deno lint` read them. @module */

import { pathToFileURL } from "node:url";
import { listChapters } from "../run/chapters.ts";
import { readNotebook } from "../notebook/mod.ts";
import { tangle, type Tangled } from "./module.ts";

/** A chapter and its module. */
export interface TangledChapter {
  /** "01-replay". */
  readonly name: string;
  /** Where the module was written. */
  readonly path: string;
  readonly module: Tangled;
}

/** Where the chapters' modules go. */
export function tangleFolder(root: string): string {
  return `${root}/.cache/tangle`;
}

/** Tangles every chapter of the repository into `.cache/tangle`. */
export async function tangleChapters(root: string): Promise<TangledChapter[]> {
  const modules = [];
  for (const { name, path } of await listChapters(root)) {
    modules.push({ name, module: tangle(await readNotebook(path)) });
  }
  return await writeModules(root, tangleFolder(root), modules);
}

/** Writes modules, and the configuration to check them by, into a folder, which is emptied first. */
export async function writeModules(
  root: string,
  folder: string,
  modules: readonly { readonly name: string; readonly module: Tangled }[],
): Promise<TangledChapter[]> {
  await emptyFolder(root, folder);
  return await Promise.all(modules.map(async ({ name, module }) => {
    const path = `${folder}/${name}.ts`;
    await Deno.writeTextFile(path, module.text);
    return { name, path, module };
  }));
}

/** Empties a folder for modules that are made from others, and writes the configuration to check them by. */
export async function emptyFolder(root: string, folder: string): Promise<void> {
  await Deno.remove(folder, { recursive: true }).catch(() => {});
  await Deno.mkdir(folder, { recursive: true });
  await Deno.writeTextFile(`${folder}/deno.json`, await configFor(root));
  // A copy: the same versions, and nothing that Deno notes about this folder reaches the original.
  await Deno.copyFile(`${root}/deno.lock`, `${folder}/deno.lock`);
}

/**
 * The root's `deno.json` excludes `.cache`, and Deno does not even check an excluded file that is named
 * to it. So the folder has a configuration of its own, which says the same and excludes nothing.
 */
async function configFor(root: string): Promise<string> {
  const config = JSON.parse(await Deno.readTextFile(`${root}/deno.json`));
  const up = (path: string) => path.startsWith("./") ? `${root}/${path.slice(2)}` : path;
  const url = (path: string) => path.startsWith("./") ? pathToFileURL(up(path)).href : path;
  const imports = Object.entries(config.imports ?? {}).map(([key, to]) => [key, url(String(to))]);
  return JSON.stringify({
    imports: Object.fromEntries(imports),
    links: (config.links ?? []).map(up),
    compilerOptions: config.compilerOptions,
    nodeModulesDir: config.nodeModulesDir,
  });
}
