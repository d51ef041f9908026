/** Equality and a total order on plain data. @module */

import { encode } from "./encode.ts";

/**
 * Whether two pieces of plain data are equal: same shape and same contents, whatever the insertion
 * order of keys, entries and members.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { equal } from "hb/model/compare.ts";
 *
 * assert(equal({ a: 1, b: new Set([1, 2]) }, { b: new Set([2, 1]), a: 1 }));
 * assert(!equal({ a: undefined }, {}));
 * ```
 */
export function equal(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== typeof b || a === null || b === null) return false;
  if (typeof a !== "object") return encode(a) === encode(b);
  return equalObjects(a, b as object);
}

/** Says the same as their canonical texts, and writes none where it can be seen without. */
function equalObjects(a: object, b: object): boolean {
  if (Array.isArray(a)) return Array.isArray(b) && equalArrays(a, b);
  if (Array.isArray(b)) return false;
  if (a instanceof Map) return b instanceof Map && equalMaps(a, b);
  if (a instanceof Set) return b instanceof Set && equalSets(a, b);
  if (b instanceof Map || b instanceof Set) return false;
  if (a instanceof Uint8Array || b instanceof Uint8Array) return encode(a) === encode(b);
  return equalRecords(a as Record<string, unknown>, b as Record<string, unknown>);
}

function equalArrays(a: readonly unknown[], b: readonly unknown[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (!equal(a[i], b[i])) return false;
  return true;
}

/** A key that is an object is found by its contents only: that takes the texts of all. */
function equalMaps(
  a: ReadonlyMap<unknown, unknown>,
  b: ReadonlyMap<unknown, unknown>,
): boolean {
  if (a.size !== b.size) return false;
  for (const [key, item] of a) {
    if (isObject(key)) return encode(a) === encode(b);
    if (!b.has(key) || !equal(item, b.get(key))) return false;
  }
  return true;
}

function equalSets(a: ReadonlySet<unknown>, b: ReadonlySet<unknown>): boolean {
  if (a.size !== b.size) return false;
  for (const member of a) {
    if (isObject(member)) return encode(a) === encode(b);
    if (!b.has(member)) return false;
  }
  return true;
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}

/** Copies of a state have their keys in the same order, so that none needs to be looked for. */
function equalRecords(a: Record<string, unknown>, b: Record<string, unknown>): boolean {
  const keys = Object.keys(a), others = Object.keys(b);
  if (keys.length !== others.length) return false;
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i]!;
    if (key !== others[i] && !Object.hasOwn(b, key)) return false;
    if (!equal(a[key], b[key])) return false;
  }
  return true;
}

/**
 * A total order on plain data: numbers first and by value, then everything else by canonical text.
 * Negative when `a` comes first, 0 when they are equal.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { compare } from "hb/model/compare.ts";
 *
 * assertEquals([10, 9, "a"].sort(compare), [9, 10, "a"]);
 * ```
 */
export function compare(a: unknown, b: unknown): number {
  const numberFirst = Number(typeof b === "number") - Number(typeof a === "number");
  // Without this, 9 < 10 by value and "10" < "100n" < "9" by text would be a circle.
  if (numberFirst !== 0) return numberFirst;
  if (typeof a === "number" && typeof b === "number") {
    if (a < b) return -1;
    if (a > b) return 1;
  }
  const left = encode(a);
  const right = encode(b);
  return left < right ? -1 : left > right ? 1 : 0;
}
