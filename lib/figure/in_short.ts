/** Plain data in a text of bounded length that never breaks off within a value. @module */

import { encode } from "../model/encode.ts";
import { isRecord } from "../model/plain.ts";

/** No text shows more than this many levels when not all of it fits. */
const deepest = 4;

/**
 * All of a value if it fits into `most` characters; else what is inside of it is counted, the innermost
 * first. A text within it that is too long is cut.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { inShort } from "hb/figure/in_short.ts";
 *
 * const append = { term: 3, entries: [{ term: 3, command: { put: "x" } }] };
 * assertEquals(inShort(append, 80), '{"entries":[{"command":{"put":"x"},"term":3}],"term":3}');
 * assertEquals(inShort(append, 50), "{term: 3, entries: [{term: 3, command: 1 field}]}");
 * assertEquals(inShort(append, 40), "{term: 3, entries: [2 fields]}");
 * assertEquals(inShort(append, 10), "2 fields");
 * ```
 */
export function inShort(value: unknown, most: number): string {
  const whole = encode(value);
  if (whole.length <= most) return whole;
  if (typeof value !== "object" || value === null) return cut(whole, most);
  for (let levels = deepest; levels > 0; levels--) {
    const text = outline(value, levels, most);
    if (text.length <= most) return text;
  }
  return cut(outline(value, 0, most), most);
}

/** The upper levels of a value, and how much there is below. */
function outline(value: unknown, levels: number, most: number): string {
  if (typeof value === "string") return cut(encode(value), Math.max(12, most >> 2));
  if (typeof value !== "object" || value === null) return encode(value);
  if (value instanceof Uint8Array) return many(value.length, "byte", "bytes");
  const inner = (part: unknown) => outline(part, levels - 1, most);
  if (Array.isArray(value)) {
    if (levels === 0 && value.length > 0) return many(value.length, "item", "items");
    return `[${value.map(inner).join(", ")}]`;
  }
  if (value instanceof Set) {
    if (levels === 0 && value.size > 0) return many(value.size, "member", "members");
    return `Set{${[...value].map(inner).join(", ")}}`;
  }
  if (value instanceof Map) {
    if (levels === 0 && value.size > 0) return many(value.size, "entry", "entries");
    return `Map{${[...value].map(([key, item]) => `${inner(key)} => ${inner(item)}`).join(", ")}}`;
  }
  if (!isRecord(value)) return "something else";
  const fields = Object.entries(value);
  if (levels === 0 && fields.length > 0) return many(fields.length, "field", "fields");
  return `{${fields.map(([key, part]) => `${key}: ${inner(part)}`).join(", ")}}`;
}

function many(count: number, one: string, more: string): string {
  return `${count} ${count === 1 ? one : more}`;
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : text.slice(0, most - 1) + "…";
}
