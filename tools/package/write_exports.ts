/** Writes into `deno.json` which modules a package of the library offers. @module */

import { exportsOf } from "./exports.ts";

/** Writes what is offered of these files, by their paths, and returns how many modules that are. */
export async function writeExports(root: string, files: readonly string[]): Promise<number> {
  const path = `${root}/deno.json`;
  const text = await Deno.readTextFile(path);
  const exports = exportsOf([...files], (file) => Deno.readTextFileSync(`${root}/${file}`));
  const written = JSON.stringify(exports, null, 2).replaceAll("\n", "\n  ");
  const next = text.replace(/"exports": \{[^}]*\}/, () => `"exports": ${written}`);
  if (next !== text) await Deno.writeTextFile(path, next);
  return Object.keys(exports).length;
}
