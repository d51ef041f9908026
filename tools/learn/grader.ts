/** Grades again and again: the part that the reader is at first, then the rest of its exercise. @module */

import { exerciseAt, type Position } from "./course.ts";
import { type Judged, judgeParts } from "./judging.ts";
import type { Model } from "./model.ts";

/** What grading needs, and whom it tells. */
export interface GraderOptions {
  readonly root: string;
  readonly limitS: number;
  model(): Model;
  begun(at: Position, rest: boolean): void;
  graded(at: Position, rest: boolean, judged: Judged): void;
  idle(): void;
  failed(words: string): void;
}

/** Grades what the reader is at. At most one grading runs: a newer one ends the older one first. */
export class Grader {
  readonly #options: GraderOptions;
  #running: { readonly stop: AbortController; readonly done: Promise<void> } | undefined;

  constructor(options: GraderOptions) {
    this.#options = options;
  }

  /** Begins anew with the files as they are now. */
  start(): void {
    const before = this.#running;
    before?.stop.abort();
    const stop = new AbortController();
    const done = (async () => {
      await before?.done;
      if (!stop.signal.aborted) await this.#grade(stop.signal);
    })();
    this.#running = { stop, done };
  }

  /** Ends whatever runs, with its processes. */
  async stop(): Promise<void> {
    this.#running?.stop.abort();
    await this.#running?.done;
  }

  async #grade(signal: AbortSignal): Promise<void> {
    const { root, limitS, model, begun, graded, idle, failed } = this.#options;
    const { course, at } = model();
    const exercise = exerciseAt(course, at.slug);
    const current = exercise.parts.filter(({ number }) => number === at.part);
    const others = exercise.parts.filter(({ number }) => number !== at.part);
    try {
      begun(at, false);
      const first = await judgeParts({ root, exercise, parts: current, limitS, signal });
      graded(at, false, first);
      if (others.length > 0) {
        begun(at, true);
        graded(at, true, await judgeParts({ root, exercise, parts: others, limitS, signal }));
      }
    } catch (error) {
      if (signal.aborted) return;
      failed(error instanceof Error ? error.message : String(error));
    }
    if (!signal.aborted) idle();
  }
}
