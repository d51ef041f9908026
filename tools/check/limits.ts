/** What the units of each kind may take. They measure work; see `watch.ts`. @module */

import type { Limits } from "./watch/watch.ts";

/** Nobody waits for longer than this for a process that does nothing. */
const stallMs = 240_000;

/** For processes that do a little for ever, and machines that tell nothing of CPU time. */
const wallMs = 1_800_000;

function limits(cpuS: number): Limits {
  return { cpuMs: cpuS * 1000, stallMs, wallMs };
}

/** A command that reads the whole project, as `deno check`. */
export const commandLimits: Limits = limits(600);

/** A test file. */
export const fileLimits: Limits = limits(120);

/** A test file that starts processes, and waits for them. */
export const processLimits: Limits = limits(300);

/** A chapter. */
export const chapterLimits: Limits = limits(600);

/** An exercise, with all that is judged of it. */
export const exerciseLimits: Limits = limits(600);
