/** Looks for a key in places from new to old. @module */

import type { Version } from "./table/version.ts";

/** A place with versions and range tombstones: a memtable or a run. */
export interface Place {
  /** The newest version of a key up to a sequence; range tombstones are left aside. */
  get(key: Uint8Array, sequence: number): Version | undefined;
  /** The sequence of the newest range tombstone over a key, up to a sequence; 0 if there is none. */
  covering(key: Uint8Array, sequence: number): number;
}

/**
 * What stood under a key at `sequence`, as a view. The first place that knows of the key decides: for each
 * key, all that a place holds is newer than what the places behind it do.
 */
export function lookUp(
  places: readonly Place[],
  key: Uint8Array,
  sequence: number,
): Uint8Array | undefined {
  for (const place of places) {
    const version = place.get(key, sequence), deleted = place.covering(key, sequence);
    if (version !== undefined && version.sequence > deleted) {
      return version.kind === "put" ? version.value : undefined;
    }
    if (deleted > 0) return undefined;
  }
  return undefined;
}
