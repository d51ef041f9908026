/** What a replica saves. @module */

import type { HotStuffIo, Saved } from "./messages.ts";
import type { HotStuff } from "./settings.ts";

/** Saves a record, as far as the rules say so. */
export function save({ rules }: HotStuff, io: HotStuffIo, record: Saved): void {
  const kept = rules.saves(record);
  if (kept !== null) io.save(kept);
}
