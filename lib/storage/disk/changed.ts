/** A disk on which some things are done in another way. @module */

import type { Disk } from "./disk.ts";
import { within } from "./within.ts";

/** `disk`, with `changes` in the place of what it does itself. */
export function changed(disk: Disk, changes: Partial<Disk>): Disk {
  return { ...within(disk, ""), ...changes };
}
