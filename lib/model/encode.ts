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
      return JSON.stringify(value);
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
    return `Map{${[...value].map(([k, v]) => `${encode(k)}=>${encode(v)}`).sort().join(",")}}`;
  }
  if (value instanceof Set) {
    return `Set{${[...value].map(encode).sort().join(",")}}`;
  }
  if (value instanceof Uint8Array) return `<${hex(value)}>`;
  const record = value as Record<string, unknown>;
  const fields = Object.keys(record).sort().map((key) =>
    `${JSON.stringify(key)}:${encode(record[key])}`
  );
  return `{${fields.join(",")}}`;
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
