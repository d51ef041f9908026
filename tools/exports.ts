/**
 * `deno run -A tools/exports.ts`: writes into `deno.json` which modules a package of the library offers. A
 * test fails while that is not so.
 *
 * @module
 */

import { committedFiles, root } from "./check/repository.ts";
import { exitWith } from "./command/usage_error.ts";
import { writeExports } from "./package/write_exports.ts";

async function main(): Promise<number> {
  const count = await writeExports(root, await committedFiles());
  console.log(`${count} modules are exported`);
  return 0;
}

if (import.meta.main) await exitWith(main);
