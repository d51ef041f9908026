/**
 * A canonical text for plain data: two values have the same text exactly when they are equal as data,
 * whatever order their keys, entries or members were inserted in. It is what states are compared,
 * hashed and pinned by.
 *
 * @module
 */

/**
 * The canonical text of plain data. It reads like JavaScript; record keys, map entries and set members
 * are sorted by their own text. `NaN`, `-0`, `undefined` and bigint are all told apart.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { encode } from "hb/model/encode.ts";
 *
 * assertEquals(encode({ b: 1, a: [2n, null] }), '{"a":[2n,null],"b":1}');
 * assertEquals(encode(new Set([2, 1])), "Set{1,2}");
 * assertEquals(encode(new Map([["x", 1]])), 'Map{"x"=>1}');
 * ```
 */
export function encode(value: unknown): string {
  switch (typeof value) {
    case "string":
      return quoted(value);
    case "number":
      return Object.is(value, -0) ? "-0" : String(value);
    case "bigint":
      return `${value}n`;
    case "object":
      return value === null ? "null" : encodeObject(value);
    default:
      return String(value);
  }
}

function encodeObject(value: object): string {
  if (Array.isArray(value)) return encodeArray(value);
  if (value instanceof Map) {
    if (value.size === 0) return "Map{}";
    return `Map{${[...value].map(([k, v]) => `${encode(k)}=>${encode(v)}`).sort().join(",")}}`;
  }
  if (value instanceof Set) {
    if (value.size === 0) return "Set{}";
    return `Set{${[...value].map(encode).sort().join(",")}}`;
  }
  if (value instanceof Uint8Array) return `<${hex(value)}>`;
  return encodeRecord(value as Record<string, unknown>);
}

/** Apart from encodeObject, and without closures: most of what is encoded is records. */
function encodeRecord(record: Record<string, unknown>): string {
  const keys = Object.keys(record);
  if (!areSorted(keys)) keys.sort();
  let text = "{";
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i]!;
    text += `${i === 0 ? "" : ","}${quoted(key)}:${encode(record[key])}`;
  }
  return `${text}}`;
}

/** As JSON writes it; most texts are short, and hold nothing that must be escaped. */
function quoted(text: string): string {
  if (text.length > short) return JSON.stringify(text);
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    const escaped = unit < 0x20 || unit === 0x22 || unit === 0x5c || unit >= 0xd800;
    if (escaped) return JSON.stringify(text);
  }
  return `"${text}"`;
}

const short = 32;

function areSorted(keys: readonly string[]): boolean {
  for (let i = 1; i < keys.length; i++) if (keys[i - 1]! > keys[i]!) return false;
  return true;
}

/** An empty slot reads as undefined, so that `new Array(1)` is not `[]`. */
function encodeArray(items: readonly unknown[]): string {
  let text = "[";
  for (let i = 0; i < items.length; i++) {
    text += i === 0 ? encode(items[i]) : `,${encode(items[i])}`;
  }
  return `${text}]`;
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(
    "",
  );
}
