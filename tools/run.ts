/**
 * `deno task run [--check] [--all] [--measure] [--limit-s N] [NN …]`: runs chapters through the real Deno
 * kernel and writes their outputs into them; with `--check`, compares the outputs to the byte instead.
 *
 * @module
 */

import { helps } from "./command/help.ts";
import { exitWith } from "./command/usage_error.ts";
import { parseArguments, runHelp } from "./run/arguments.ts";
import { type ChapterResult, type Progress, repositoryRoot, runChapters } from "./run/mod.ts";

async function main(args: readonly string[]): Promise<number> {
  if (helps(args, runHelp)) return 0;
  const options = parseArguments(args);
  const results = await runChapters({ root: repositoryRoot, ...options, report });
  if (results.length === 0) console.log("There is no chapter yet.");
  return results.some((result) => result.run.outcome === "failed") ? 1 : 0;
}

function report(progress: Progress): void {
  if (progress.kind === "cell") {
    if (!Deno.stdout.isTerminal()) return;
    write(`\r${progress.chapter}: cell ${progress.cell} of ${progress.cells} `);
  } else {
    if (Deno.stdout.isTerminal()) write("\r\x1b[K");
    const failed = progress.result.run.outcome === "failed";
    (failed ? console.error : console.log)(describe(progress.result));
  }
}

function describe({ chapter, run, tookMs }: ChapterResult): string {
  if (run.outcome === "failed") return `Chapter ${chapter} failed: ${run.words}`;
  if (run.outcome === "unchanged") return `${chapter}: unchanged since its last run`;
  const written = run.written ? ", outputs written" : ", outputs as they were";
  return `${chapter}: ${run.cells} cells in ${(tookMs / 1000).toFixed(1)} s${written}`;
}

function write(text: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(text));
}

if (import.meta.main) await exitWith(() => main(Deno.args), 2);
