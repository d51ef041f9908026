/** Plain data in words, in which the order of fields does not matter. @module */

import { inWords as asItIs } from "hb/model/in_words.ts";

/** Data in words: the fields of records in the order of their names, and none that is undefined. */
export function inWords(value: unknown, most?: number): string {
  return asItIs(ordered(value), most);
}

function ordered(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(ordered);
  if (value instanceof Map) {
    return new Map([...value].map(([key, each]) => [key, ordered(each)] as const).sort(byKey));
  }
  if (value instanceof Set) return value;
  const fields = Object.entries(value).filter(([, each]) => each !== undefined);
  return Object.fromEntries(fields.sort(byKey).map(([name, each]) => [name, ordered(each)]));
}

function byKey(
  [a]: readonly [unknown, ...unknown[]],
  [b]: readonly [unknown, ...unknown[]],
): number {
  return (a as string) < (b as string) ? -1 : 1;
}
