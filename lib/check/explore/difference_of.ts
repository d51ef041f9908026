/** Where two values that should be one differ, in words. @module */

import { encode } from "../../model/encode.ts";

/** The first place at which `a` and `b` differ as data, and what is there; `path` names them. */
export function differenceOf(a: unknown, b: unknown, path: string): string | undefined {
  if (encode(a) === encode(b)) return undefined;
  const [ours, theirs] = [partsOf(a), partsOf(b)];
  for (const [key, item] of ours) {
    if (!theirs.has(key)) break;
    const inside = differenceOf(item, theirs.get(key), `${path}${key}`);
    if (inside !== undefined) return inside;
  }
  return `${path}, which is ${encode(a)}, and ${encode(b)} when it is taken again`;
}

/** What there is in a list, a map or a record, by the rest of the path to it. */
function partsOf(value: unknown): Map<string, unknown> {
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return new Map();
  if (Array.isArray(value)) return new Map(value.map((item, i) => [`[${i}]`, item]));
  if (value instanceof Map) {
    return new Map([...value].map(([key, item]) => [`.get(${encode(key)})`, item]));
  }
  if (value instanceof Set) return new Map();
  return new Map(Object.entries(value).map(([key, item]) => [`.${key}`, item]));
}
