/** Plain data in a text of bounded length that never breaks off within a value. @module */

import { encode } from "../model/encode.ts";
import { hasMoreParts } from "../model/has_more_parts.ts";
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
  if (typeof most !== "number" || !(most >= 1)) {
    throw new RangeError(
      `Cannot shorten a value because its text must have a character at least: given ${
        encode(most)
      }`,
    );
  }
  // Each part has a character at least, so what has more parts is not written out only to see that it is long.
  const whole = hasMoreParts(value, most) ? undefined : encode(value);
  if (whole !== undefined && whole.length <= most) return whole;
  if (typeof value !== "object" || value === null) return cut(encode(value), most);
  for (let levels = deepest; levels > 0; levels--) {
    const text = outline(value, levels, most);
    if (text.length <= most) return text;
  }
  return cut(outline(value, 0, most), most);
}

/** The upper levels of a value, and how much there is below; of a text that gets too long, only a part. */
function outline(value: unknown, levels: number, most: number): string {
  if (typeof value === "string") return cut(encode(value), Math.max(12, most >> 2));
  if (typeof value !== "object" || value === null) return encode(value);
  if (value instanceof Uint8Array) return many(value.length, "byte", "bytes");
  const inner = (part: unknown) => outline(part, levels - 1, most);
  if (Array.isArray(value)) {
    if (levels === 0 && value.length > 0) return many(value.length, "item", "items");
    return `[${listed(value, inner, most)}]`;
  }
  if (value instanceof Set) {
    if (levels === 0 && value.size > 0) return many(value.size, "member", "members");
    return `Set{${listed(value, inner, most)}}`;
  }
  if (value instanceof Map) {
    if (levels === 0 && value.size > 0) return many(value.size, "entry", "entries");
    return `Map{${listed(value, ([key, item]) => `${inner(key)} => ${inner(item)}`, most)}}`;
  }
  if (!isRecord(value)) return "something else";
  const fields = Object.entries(value);
  if (levels === 0 && fields.length > 0) return many(fields.length, "field", "fields");
  return `{${listed(fields, ([key, part]) => `${key}: ${inner(part)}`, most)}}`;
}

/** All parts in a row, as far as it takes to see that they are too long. */
function listed<P>(parts: Iterable<P>, inWords: (part: P) => string, most: number): string {
  let text = "";
  for (const part of parts) {
    text += text === "" ? inWords(part) : `, ${inWords(part)}`;
    if (text.length > most) break;
  }
  return text;
}

function many(count: number, one: string, more: string): string {
  return `${count} ${count === 1 ? one : more}`;
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : text.slice(0, most - 1) + "…";
}
