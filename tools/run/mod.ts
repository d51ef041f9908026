/** Runs the chapters of the book: those that are asked for, and have changed. @module */

import { type Digests, digestsOf } from "../graph/digest.ts";
import { addressOf, readGraph } from "../graph/graph.ts";
import { type Passes, passesOf } from "../graph/passes.ts";
import { projectFiles } from "../graph/project_files.ts";
import { type ChapterRun, runChapter } from "./chapter.ts";
import { type Chapter, listChapters, pickChapters } from "./chapters.ts";
import { chapterReach } from "./reach.ts";

export { type ChapterRun, LIMIT_MS, runChapter, type RunChapterOptions } from "./chapter.ts";
export { type Chapter, listChapters, pickChapters } from "./chapters.ts";
export { repositoryRoot } from "./locate.ts";

/** What to run. */
export interface RunOptions {
  /** The repository. */
  readonly root: string;
  /** Numbers or names; none means all. */
  readonly chapters?: readonly string[];
  /** Compare with the committed outputs, and write nothing. */
  readonly check?: boolean;
  /** Run those, too, that are unchanged since their last good run. A check always runs all. */
  readonly all?: boolean;
  /** Write what cells measured this time, although they measured something before. */
  readonly measure?: boolean;
  /** How long one cell may take, in ms. */
  readonly limitMs?: number;
  /** Told what happens as it happens. */
  readonly report?: (progress: Progress) => void;
}

/** What happens during a run. */
export type Progress =
  | {
    readonly kind: "cell";
    readonly chapter: string;
    readonly cell: number;
    readonly cells: number;
  }
  | { readonly kind: "end"; readonly result: ChapterResult };

/** How far a run is. */
export function stateOf({ chapter, cell, cells }: Extract<Progress, { kind: "cell" }>): string {
  return `${chapter}, cell ${cell} of ${cells}`;
}

/** How it went with one chapter. */
export interface ChapterResult {
  readonly chapter: string;
  readonly run: ChapterRun | { readonly outcome: "unchanged" };
  readonly tookMs: number;
}

/**
 * Runs chapters one after the other and returns how each went. Rejects only if there is no such chapter;
 * a chapter that fails does not keep the others from running.
 */
export async function runChapters(options: RunOptions): Promise<ChapterResult[]> {
  const chapters = pickChapters(await listChapters(options.root), options.chapters ?? []);
  const record = await recordOf(options.root, chapters);
  const results: ChapterResult[] = [];
  for (const chapter of chapters) {
    const startedAt = performance.now();
    const run = await runIfChanged(chapter, record, options);
    const result = { chapter: chapter.name, run, tookMs: performance.now() - startedAt };
    options.report?.({ kind: "end", result });
    results.push(result);
  }
  return results;
}

/** What is known of earlier runs. */
interface EarlierRuns {
  readonly passes: Passes;
  digestOf(chapter: Chapter): Promise<string>;
}

/** Chapters with the digest of their last good run need not run again. */
async function recordOf(root: string, chapters: readonly Chapter[]): Promise<EarlierRuns> {
  const reaches = await Promise.all(chapters.map((chapter) => chapterReach(root, chapter)));
  const modules = reaches.flatMap(({ modules = [] }) => modules);
  const graph = await readGraph(root, modules.map((path) => addressOf(root, path)));
  const digests: Digests = digestsOf(root, await projectFiles(root), graph);
  return {
    passes: passesOf(root, "run"),
    digestOf: async (chapter) => digests.of(await chapterReach(root, chapter), "run"),
  };
}

async function runIfChanged(
  chapter: Chapter,
  { digestOf, passes }: EarlierRuns,
  { root, check = false, all = false, measure = false, limitMs, report }: RunOptions,
): Promise<ChapterResult["run"]> {
  if (!check && !all) {
    const [last] = await passes.read(chapter.name);
    if (last?.digest === await digestOf(chapter)) return { outcome: "unchanged" };
  }
  const run = await runChapter(chapter.path, {
    check,
    measure,
    root,
    ...(limitMs === undefined ? {} : { limitMs }),
    onCell: (cell, cells) => report?.({ kind: "cell", chapter: chapter.name, cell, cells }),
  });
  if (run.outcome === "ran") {
    // Its outputs are in it now, so its digest is another.
    await passes.keep(chapter.name, { digest: await digestOf(chapter), passed: run.cells });
  }
  return run;
}
