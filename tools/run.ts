/**
 * `deno task run [--check] [--all] [--measure] [--limit-s N] [NN …]`: runs chapters through the real Deno
 * kernel and writes their outputs into them; with `--check`, compares the outputs to the byte instead.
 *
 * @module
 */

import { helps } from "./command/help.ts";
import { exitWith } from "./command/usage_error.ts";
import { parseArguments, runHelp } from "./run/arguments.ts";
import {
  type ChapterResult,
  type Progress,
  repositoryRoot,
  runChapters,
  stateOf,
} from "./run/mod.ts";
import { doing } from "./command/doing.ts";

async function main(args: readonly string[]): Promise<number> {
  if (helps(args, runHelp)) return 0;
  const options = parseArguments(args);
  const work = doing(options.check ? "Checking chapters" : "Running chapters");
  const report = (progress: Progress) => {
    if (progress.kind === "cell") return work.say(stateOf(progress));
    const failed = progress.result.run.outcome === "failed";
    if (failed) work.end();
    if (failed) console.error(describe(progress.result));
    else work.tell(describe(progress.result));
  };
  const results = await runChapters({ root: repositoryRoot, ...options, report });
  work.end();
  if (results.length === 0) console.log("There is no chapter yet.");
  return results.some((result) => result.run.outcome === "failed") ? 1 : 0;
}

function describe({ chapter, run, tookMs }: ChapterResult): string {
  if (run.outcome === "failed") return `Chapter ${chapter} failed: ${run.words}`;
  if (run.outcome === "unchanged") return `${chapter}: unchanged since its last run`;
  const written = run.written ? ", outputs written" : ", outputs as they were";
  return `${chapter}: ${run.cells} cells in ${(tookMs / 1000).toFixed(1)} s${written}`;
}

if (import.meta.main) await exitWith(() => main(Deno.args), 2);
