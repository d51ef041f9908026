/** Where two values differ as data, in one sentence: the first place, and what is there. @module */

import { encode } from "../model/encode.ts";

/** The longest text of a value that is told. */
const MOST = 120;

/**
 * The first place at which `b` is not as `a` is, and what is at it in each; undefined when they are the same data.
 * `path` names both values. What is long is cut.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { difference } from "hb/grade/difference.ts";
 *
 * assertEquals(difference({ sum: 1 }, { sum: 2 }, "s"), "s.sum is 1 in the one, and 2 in the other");
 * assertEquals(difference(new Map([[3, "x"]]), new Map(), "rows"), 'rows.get(3) is "x" in the one, and missing in the other');
 * assertEquals(difference([1], [1], "s"), undefined);
 * ```
 */
export function difference(a: unknown, b: unknown, path: string): string | undefined {
  if (encode(a) === encode(b)) return undefined;
  const [ours, theirs] = [partsOf(a), partsOf(b)];
  const places = ours === undefined || theirs === undefined || kindOf(a) !== kindOf(b)
    ? []
    : new Set([...ours.keys(), ...theirs.keys()]);
  for (const key of places) {
    const [here, there] = [ours!.get(key), theirs!.get(key)];
    if (ours!.has(key) && theirs!.has(key)) {
      const inside = difference(here, there, `${path}${key}`);
      if (inside !== undefined) return inside;
    } else if (ours!.has(key)) {
      return `${path}${key} is ${short(here)} in the one, and missing in the other`;
    } else return `${path}${key} is missing in the one, and ${short(there)} in the other`;
  }
  return `${path} is ${short(a)} in the one, and ${short(b)} in the other`;
}

function short(value: unknown): string {
  const text = encode(value);
  return text.length <= MOST ? text : `${text.slice(0, MOST)}…`;
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return "array";
  return value instanceof Map ? "map" : value instanceof Set ? "set" : "record";
}

/** What there is in a list, a map, a set or a record, by the rest of the path to it; undefined for anything else. */
function partsOf(value: unknown): Map<string, unknown> | undefined {
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return undefined;
  if (Array.isArray(value)) return new Map(value.map((item, i) => [`[${i}]`, item]));
  if (value instanceof Map) {
    return new Map([...value].map(([key, item]) => [`.get(${encode(key)})`, item]));
  }
  if (value instanceof Set) {
    return new Map([...value].map((item) => [`.has(${encode(item)})`, true]));
  }
  return new Map(Object.entries(value).map(([key, item]) => [`.${key}`, item]));
}
