/** Entries of an engine in words. @module */

import { show, showAll } from "hb/laboratory/conformance/sorted_map.ts";
import type { KeyValue } from "../given.ts";

/** So many can be compared at a glance. */
const FEW = 4;

/** What came and what must be; of many entries, the first that differs comes before them all. */
export function firstUnlike(
  came: readonly KeyValue[],
  must: readonly KeyValue[],
): readonly [came: string, must: string] {
  const all = [came, must].map((entries) => showAll(entries)) as [string, string];
  if (Math.max(came.length, must.length) <= FEW) return all;
  const keys = [...new Set([...came, ...must].map(({ key }) => key.toHex()))].sort();
  const key = keys.find((hex) => valueOf(came, hex) !== valueOf(must, hex));
  if (key === undefined) return [`in another order, or twice: ${all[0]}`, all[1]];
  return [`${valueOf(came, key)}, in ${all[0]}`, `${valueOf(must, key)}, in ${all[1]}`];
}

function valueOf(entries: readonly KeyValue[], hex: string): string {
  const found = entries.find(({ key }) => key.toHex() === hex);
  const key = show(Uint8Array.fromHex(hex));
  return found === undefined ? `no ${key}` : `${key}=${show(found.value)}`;
}
