/**
 * `deno run -A tools/tangle.ts [--check]`: each chapter's code cells become one module in
 * `.cache/tangle`; with `--check`, `deno check` and `deno lint` read them.
 *
 * @module
 */

import { fileURLToPath } from "node:url";
import { parseCommandLine } from "./command/command_line.ts";
import { exitWith } from "./command/usage_error.ts";
import { flag } from "./command/option.ts";
import { checkTangled, describe } from "./tangle/check.ts";
import { tangleChapters } from "./tangle/write.ts";

export { checkTangled, describe } from "./tangle/check.ts";
export { tangleChapters } from "./tangle/write.ts";

async function main(args: readonly string[]): Promise<number> {
  const { check } = parseCommandLine({
    purpose: "tangle",
    words: false,
    options: { check: flag() },
  }, args).values;
  const root = fileURLToPath(new URL("..", import.meta.url)).replace(/[\\/]$/, "");
  if (!check) {
    for (const { name, path } of await tangleChapters(root)) console.log(`${name} → ${path}`);
    return 0;
  }
  const findings = await checkTangled(root);
  for (const finding of findings) console.error(describe(finding));
  if (findings.length === 0) console.log("The chapters' code has correct types and no lint.");
  return findings.length === 0 ? 0 : 1;
}

if (import.meta.main) await exitWith(() => main(Deno.args));
