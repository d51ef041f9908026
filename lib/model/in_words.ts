/**
 * Plain data as it is told to readers: the type of a message first, then its fields by name, with neither the
 * braces nor the quotes of a program. Errors that show a programmer what was given keep to `encode`.
 *
 * @module
 */

import { encode } from "./encode.ts";
import { hasMoreParts } from "./has_more_parts.ts";
import { isRecord } from "./plain.ts";

/** No text shows more than this many levels when not all of it fits. */
const deepest = 4;

/**
 * All of a value if it fits into `most` characters; else what is inside of it is counted, the innermost first, and
 * of a long text only the start is told. A text stands in quotes where it could be taken for something else.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { inWords } from "hb/model/in_words.ts";
 *
 * const append = { type: "append", term: 3, entries: [{ term: 1, command: "x←1" }, { term: 3 }] };
 * assertEquals(inWords(append), "append: term 3, entries [term 1, command x←1; term 3]");
 * assertEquals(inWords(append, 40), "append: term 3, entries of 2 items");
 * assertEquals(inWords({ next: new Map([["b", 2]]), votes: new Set() }), "next (b → 2), votes none");
 * assertEquals(inWords({ type: "say", what: "3" }), 'say: what "3"');
 * ```
 */
export function inWords(value: unknown, most = Infinity): string {
  if (!(most >= 1)) {
    throw new RangeError(
      `Cannot tell a value because its text must have a character at least: given ${encode(most)}`,
    );
  }
  if (isScalar(value)) return scalar(value, most);
  // Each part has a character at least, so what has more parts is not written out only to see that it is long.
  if (!hasMoreParts(value, most)) {
    const whole = outline(value, Infinity, most);
    if (whole.length <= most) return whole;
  }
  const short = { text: Math.max(12, most >> 2), most };
  for (let levels = deepest; levels > 0; levels--) {
    const text = outline(value, levels, short.most, short.text);
    if (text.length <= most) return text;
  }
  return cut(outline(value, 0, most, short.text), most);
}

/** The upper levels of a value, and how much there is below; of one that gets too long, only a part. */
function outline(value: unknown, levels: number, most: number, longest = Infinity): string {
  if (isScalar(value)) return scalar(value, longest);
  const count = countOf(value);
  if (count === undefined) return "something else";
  if (levels === 0 || count.many === 0) return counted(count);
  const inner = (part: unknown) => outline(part, levels - 1, most, longest);
  const nested = (part: unknown) => bracketed(part, inner(part), levels - 1);
  if (Array.isArray(value)) {
    const between = value.some((item) => !isScalar(item)) ? "; " : ", ";
    return `[${joined(value, (item) => isOpen(item) ? inner(item) : nested(item), between, most)}]`;
  }
  if (value instanceof Set) return joined(value, nested, ", ", most);
  if (value instanceof Map) {
    return joined(value, ([key, item]) => `${nested(key)} → ${nested(item)}`, ", ", most);
  }
  return recordWords(value as Record<string, unknown>, (name, part) => {
    return `${nameWords(name)} ${isCounted(part, levels - 1) ? "of " : ""}${nested(part)}`;
  }, most);
}

/** The type, as far as there is one, and then the fields. */
function recordWords(
  record: Record<string, unknown>,
  field: (name: string, part: unknown) => string,
  most: number,
): string {
  const { type, ...fields } = record;
  if (typeof type !== "string") {
    return joined(Object.entries(record), ([name, part]) => field(name, part), ", ", most);
  }
  const rest = joined(Object.entries(fields), ([name, part]) => field(name, part), ", ", most);
  return rest === "" ? scalar(type, Infinity) : `${scalar(type, Infinity)}: ${rest}`;
}

/** What has several parts of its own stands in brackets within something else. */
function bracketed(value: unknown, text: string, levels: number): string {
  const isBare = isScalar(value) || Array.isArray(value) || isCounted(value, levels) ||
    countOf(value)?.many === 0 || isRecord(value as object) && isTypeAlone(value as object);
  return isBare ? text : `(${text})`;
}

function isTypeAlone(record: object): boolean {
  const { type, ...fields } = record as Record<string, unknown>;
  return typeof type === "string" && Object.keys(fields).length === 0;
}

/** Whether the semicolons of a list are enough to tell where an item ends. */
function isOpen(item: unknown): boolean {
  return typeof item === "object" && item !== null && isRecord(item);
}

function isScalar(value: unknown): boolean {
  return typeof value !== "object" || value === null || value instanceof Uint8Array;
}

/** A number, a truth value, a text, bytes, or nothing. */
function scalar(value: unknown, longest: number): string {
  if (value === null) return "nothing";
  if (value instanceof Uint8Array) {
    const bytes = encode(value).slice(1, -1);
    return cut(bytes.length === 0 ? "no bytes" : `bytes ${bytes}`, longest);
  }
  if (typeof value !== "string") return cut(encode(value), longest);
  return isPlainWord(value) ? cut(value, longest) : quoted(value, longest);
}

/** A text that nobody takes for a number, for several words or for the signs between them. */
function isPlainWord(text: string): boolean {
  return /^[^\s,;:"“”()[\]{}]+$/u.test(text) && !/^[-+.\d]/.test(text) &&
    !["true", "false", "nothing", "none", "undefined", "NaN", "Infinity"].includes(text);
}

/** In quotes; of a long text the start. */
function quoted(text: string, longest: number): string {
  const whole = encode(text);
  if (whole.length <= longest) return whole;
  return longest < 3 ? cut(whole, longest) : `${cut(whole.slice(0, -1), longest - 1)}"`;
}

function nameWords(name: string): string {
  return isPlainWord(name) ? name : encode(name);
}

interface Count {
  readonly many: number;
  readonly words: readonly [one: string, more: string];
}

/** How many parts a value has, and what they are called; undefined of what is no plain data. */
function countOf(value: unknown): Count | undefined {
  if (Array.isArray(value)) return { many: value.length, words: ["item", "items"] };
  if (value instanceof Set) return { many: value.size, words: ["member", "members"] };
  if (value instanceof Map) return { many: value.size, words: ["entry", "entries"] };
  if (typeof value !== "object" || value === null || !isRecord(value)) return undefined;
  return { many: Object.keys(value).length, words: ["field", "fields"] };
}

function counted({ many, words: [one, more] }: Count): string {
  return many === 0 ? one === "field" ? "no fields" : "none" : `${many} ${many === 1 ? one : more}`;
}

/** Whether only the number of parts is told of a value. */
function isCounted(value: unknown, levels: number): boolean {
  return levels === 0 && !isScalar(value) && (countOf(value)?.many ?? 0) > 0;
}

/** All parts in a row, as far as it takes to see that they are too long. */
function joined<P>(
  parts: Iterable<P>,
  inWords: (part: P) => string,
  between: string,
  most: number,
): string {
  let text = "", first = true;
  for (const part of parts) {
    text += first ? inWords(part) : between + inWords(part);
    first = false;
    if (text.length > most) break;
  }
  return text;
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : text.slice(0, most - 1) + "…";
}
