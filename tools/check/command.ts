/** Runs Deno in the root of the repository and keeps what it said. @module */

import { commandLimits } from "./limits.ts";
import { root } from "./repository.ts";
import { type Ended, type Limits, watch } from "./watch/watch.ts";

/** Runs this same Deno with `args`. */
export function deno(...args: readonly string[]): Promise<Ended> {
  return denoWithin(commandLimits, args);
}

/** The same, within limits of its own. */
export function denoWithin(limits: Limits, args: readonly string[]): Promise<Ended> {
  return watch({ program: Deno.execPath(), args, folder: root, limits }).ended;
}
