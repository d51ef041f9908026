/** Versions in an array. @module */

import { compareVersions, type Cursor, type Version } from "./version.ts";

/** A place in an array of versions, which is in order: what every other cursor must be like. */
export function row(versions: readonly Version[]): Cursor {
  let at = -1;
  const goTo = (place: number) => {
    at = Math.min(Math.max(place, -1), versions.length);
  };
  return {
    get current() {
      return versions[at];
    },
    seek(key, sequence) {
      const found = versions.findIndex((version) =>
        compareVersions(version.key, version.sequence, key, sequence) >= 0
      );
      goTo(found < 0 ? versions.length : found);
    },
    first: () => goTo(0),
    last: () => goTo(versions.length - 1),
    next: () => goTo(at + 1),
    previous: () => goTo(at - 1),
  };
}
