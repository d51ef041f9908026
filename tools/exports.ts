/**
 * `deno run -A tools/exports.ts`: writes into `deno.json` which modules a package of the library offers. A
 * test fails while that is not so.
 *
 * @module
 */

import { committedFiles, root } from "./check/repository.ts";
import { exitWith } from "./command/misuse.ts";
import { exportsOf } from "./package/exports.ts";

async function main(): Promise<number> {
  const path = `${root}/deno.json`;
  const text = await Deno.readTextFile(path);
  const exports = exportsOf(
    await committedFiles(),
    (file) => Deno.readTextFileSync(`${root}/${file}`),
  );
  const written = JSON.stringify(exports, null, 2).replaceAll("\n", "\n  ");
  const next = text.replace(/"exports": \{[^}]*\}/, () => `"exports": ${written}`);
  if (next !== text) await Deno.writeTextFile(path, next);
  console.log(`${Object.keys(exports).length} modules are exported`);
  return 0;
}

if (import.meta.main) await exitWith(main);
