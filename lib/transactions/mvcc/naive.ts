/** Versions as a log that is looked through as a whole each time: what `versions` is tested against. @module */

import type { Rows, Value } from "../operation.ts";
import type { Version } from "./versions.ts";

/** All that was ever written, in any order. */
export type Log = readonly (Version & { readonly key: string })[];

/** What a key holds at a timestamp. */
export function naiveReadAt(log: Log, key: string, at: number): Value {
  let seen: Version | undefined;
  for (const version of log) {
    if (version.key !== key || version.at > at) continue;
    if (seen === undefined || version.at > seen.at) seen = version;
  }
  return seen?.value ?? null;
}

/** Which keys of an interval hold something at a timestamp, and what. */
export function naiveScanAt(log: Log, from: string, to: string, at: number): Rows {
  const keys = [...new Set(log.map(({ key }) => key))].sort();
  return keys.flatMap((key) => {
    const value = naiveReadAt(log, key, at);
    return key >= from && key < to && value !== null ? [[key, value] as const] : [];
  });
}

/** Whether somebody has written a key after a timestamp. */
export function naiveIsNewer(log: Log, key: string, at: number): boolean {
  return log.some((version) => version.key === key && version.at > at);
}
