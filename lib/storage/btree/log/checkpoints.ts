/** Copies the log into the file of pages, and lets it begin anew. @module */

import type { PageFile } from "../page_file.ts";
import type { TreeStatistics } from "../pager.ts";
import type { RootFile } from "../root_file.ts";
import type { TreeState } from "./frames.ts";
import type { PageLog } from "./page_log.ts";

/** What checkpoints have to do with. */
export interface CheckpointParts {
  /** Where pages are copied to. */
  readonly file: PageFile;
  /** Where it is said that the log begins anew. */
  readonly roots: RootFile;
  /** Where pages are copied from. */
  readonly log: PageLog;
  /** What the last batch left. */
  readonly state: () => TreeState;
  /** What is counted. */
  readonly statistics: TreeStatistics;
}

/** Knows who reads, and so what may be copied. */
export class Checkpoints {
  /** Up to which frame each reader sees. */
  readonly views = new Set<{ frames: number }>();
  readonly #parts: CheckpointParts;
  /** How many frames stand in the file. */
  #filled = 0;
  /**
   * How long the log was at the last attempt: a reader that stays for long is not asked at every batch.
   */
  #tried = 0;
  #isRunning = false;

  /** None so far. */
  constructor(parts: CheckpointParts) {
    this.#parts = parts;
  }

  /** Whether the log has grown by so many frames since the last attempt. */
  isDue(frames: number): boolean {
    return this.#parts.log.length - this.#tried >= frames;
  }

  /**
   * Copies pages from the log into the file, one at each step, between which anything else may happen;
   * there is only one checkpoint at a time. What it copies is decided when it begins: only frames that
   * are durable, since a page of a batch that a crash then takes back would stand among older ones; and
   * only such as every reader sees.
   *
   * The log begins anew only if nothing was appended meanwhile, and no reader needs it: SQLite lost
   * pages, from 3.7.0 to 3.51.2, because a checkpoint did not notice that another connection had let the
   * log begin anew.
   */
  *run(): Generator<void, void> {
    if (this.#isRunning) return;
    this.#isRunning = true;
    const { file, log } = this.#parts;
    try {
      if (log.durable < log.length) log.sync();
      this.#tried = log.length;
      const to = Math.min(log.length, ...this.#seen());
      for (const number of log.changed(this.#filled, to)) {
        const page = log.read(number, to)!;
        file.write([page]);
        file.keep([page]);
        yield;
      }
      if (to > this.#filled) file.sync();
      this.#filled = to;
      yield;
      // Then every reader sees all of it: none sees less, and there is no more to be seen.
      if (to === log.length && to > 0) this.#restart();
    } finally {
      this.#isRunning = false;
    }
  }

  #seen(): number[] {
    return Array.from(this.views, ({ frames }) => frames);
  }

  /**
   * The root of the next generation, when all pages that it leads to are durable; and only then the log
   * is written over.
   */
  #restart(): void {
    const { roots, log, statistics } = this.#parts, { root, free, end } = this.#parts.state();
    roots.write({
      epoch: log.generation + 1,
      tree: { number: root, check: 0 },
      free: { number: free, check: 0 },
      end,
    });
    log.restart();
    this.#filled = 0;
    this.#tried = 0;
    // They see what the file holds now, which no checkpoint may change while they do.
    for (const view of this.views) view.frames = 0;
    statistics.checkpoints++;
  }
}
