/**
 * `deno task start [--port N] [--no-serve] [--all] [--base PATH]`: runs the chapters that have changed, builds the
 * book, and serves it.
 *
 * @module
 */

import { buildBook } from "./book/build.ts";
import { sizeTable } from "./book/sizes.ts";
import { type Places, placesOf } from "./book/places.ts";
import { doing } from "./command/doing.ts";
import { helps } from "./command/help.ts";
import { exitWith } from "./command/usage_error.ts";
import { repositoryRoot, runChapters, stateOf } from "./run/mod.ts";
import { serve, type Served } from "./serve/serve.ts";
import { parseStart, startHelp } from "./serve/options.ts";

async function main(args: readonly string[]): Promise<number> {
  if (helps(args, startHelp)) return 0;
  const { port, serves, all, base } = parseStart(args);
  const places = placesOf(repositoryRoot, base);
  // A port that is taken is better known before the work than after it.
  if (serves) await serve(places.book, port, base).stop();
  await run(all);
  await build(places);
  if (!serves) return 0;
  const served: Served = serve(places.book, port, base);
  console.log(`The book is at ${served.url}  (Ctrl-C ends it)`);
  await served.finished;
  return 0;
}

/** Runs the chapters that have changed; throws at the first that fails. */
async function run(all: boolean): Promise<void> {
  const work = doing("Running chapters");
  try {
    const results = await runChapters({
      root: repositoryRoot,
      all,
      report(progress) {
        if (progress.kind === "cell") return work.say(stateOf(progress));
        const { chapter, run, tookMs } = progress.result;
        if (run.outcome === "failed") throw new Error(`Chapter ${chapter} failed: ${run.words}`);
        const seconds = (tookMs / 1000).toFixed(1);
        work.tell(
          run.outcome === "unchanged"
            ? `${chapter}: unchanged since its last run`
            : `${chapter}: ${run.cells} cells in ${seconds} s`,
        );
      },
    });
    if (results.length === 0) console.log("There is no chapter yet.");
  } finally {
    work.end();
  }
}

async function build(places: Places): Promise<void> {
  console.log("Building the book; the first time this takes a minute or two");
  const work = doing("Building the book");
  try {
    const { fresh, seconds, sizes } = await buildBook(places, work.say);
    if (sizes !== undefined) work.tell(sizeTable(sizes));
    work.tell(fresh ? `The book is built, in ${seconds.toFixed(1)} s` : "The book is as it was");
  } finally {
    work.end();
  }
}

if (import.meta.main) await exitWith(() => main(Deno.args));
