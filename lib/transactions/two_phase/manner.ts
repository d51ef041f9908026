/** What a node goes by. @module */

import type { Name } from "./names.ts";
import type { Timer, TwoPhaseIo } from "./messages.ts";
import type { Rules } from "./rules.ts";
import type { Settings } from "./settings.ts";

/** Settings and rules. */
export type Manner = Settings & Rules;

/** Waits, unless for ever. */
export function later(delayMs: number, type: Timer["type"], key: Name, io: TwoPhaseIo): void {
  if (delayMs !== Infinity) io.wait(delayMs, { type, key });
}
