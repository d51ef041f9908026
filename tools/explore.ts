/**
 * `deno task explore [MODEL] [--nodes N …]`: explores every state of a built-in model; without a model,
 * lists them. `--first` stops at the first violation, `--depth-first` goes far soon, `--symmetry` explores
 * up to renaming, `--max-states N` and `--max-depth N` are limits.
 *
 * @module
 */

import { helps } from "./command/help.ts";
import { exitWith } from "./command/misuse.ts";
import { exploreHelp, parseArguments } from "./explore/arguments.ts";
import { models } from "./explore/models.ts";
import { listed, report } from "./explore/report.ts";

/** The verdict is the exit code. */
const codes = { ok: 0, violation: 1, unknown: 2 };

/** Explores what `args` name, prints what was found, and returns the exit code. */
export function main(args: readonly string[]): number {
  if (helps(args, exploreHelp)) return codes.ok;
  const asked = parseArguments(args);
  if (asked === undefined) {
    console.log(listed(models).join("\n"));
    return codes.ok;
  }
  const start = performance.now();
  const run = asked.model.run(asked.values, asked.options);
  console.log(report(run, performance.now() - start).join("\n"));
  return codes[run.found.verdict];
}

if (import.meta.main) await exitWith(() => main(Deno.args), codes.unknown);
