/**
 * Plain data: what states, messages and records may consist of. Only data can be cloned, compared,
 * hashed, drawn and shrunk, so a run that is made of plain data can be explained.
 *
 * @module
 */

import { encode } from "./encode.ts";

/** Numbers, strings, booleans, bigint, null, arrays, records, Map, Set and Uint8Array. */
export type Plain =
  | undefined
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | readonly Plain[]
  | ReadonlyMap<Plain, Plain>
  | ReadonlySet<Plain>
  | { readonly [key: string]: Plain };

/**
 * Throws unless `value` is plain data without cycles; `name` says in the error what it is.
 *
 * @example A function is not plain
 * ```ts
 * import { assertThrows } from "@std/assert";
 * import { assertPlain } from "hb/model/plain.ts";
 *
 * assertPlain({ log: [1, 2], votes: new Set([0]) }, "state");
 * assertThrows(() => assertPlain({ log: [() => 1] }, "state"), TypeError, "state.log[0]");
 * ```
 */
export function assertPlain(
  value: unknown,
  name: string,
): asserts value is Plain {
  if (!isPlain(value, 0)) walk(value, name, new Set());
}

/** Deeper than this, a value is looked at for cycles. */
const shallow = 64;

/** Whether a value is surely plain, without the paths that only an error needs. */
function isPlain(value: unknown, depth: number): boolean {
  return typeof value === "object" ? value === null || isPlainObject(value, depth) : isLeaf(value);
}

function isLeaf(value: unknown): boolean {
  return typeof value !== "function" && typeof value !== "symbol";
}

function isPlainObject(value: object, depth: number): boolean {
  if (depth === shallow) return false;
  const prototype = Object.getPrototypeOf(value);
  if (prototype === Object.prototype) return isPlainRecord(value as Record<string, unknown>, depth);
  if (prototype === Array.prototype && Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) {
      const item: unknown = value[i];
      if (typeof item === "object") {
        if (item !== null && !isPlainObject(item, depth + 1)) return false;
      } else if (!isLeaf(item)) return false;
    }
    return true;
  }
  if (prototype === null) return isPlainRecord(value as Record<string, unknown>, depth);
  return isPlainCollection(value, depth);
}

/** `in`, as engines read what it enumerates far faster; what was added to all objects is seen by `walk`. */
function isPlainRecord(record: Record<string, unknown>, depth: number): boolean {
  for (const key in record) {
    const item = record[key];
    if (typeof item === "object") {
      if (item !== null && !isPlainObject(item, depth + 1)) return false;
    } else if (!isLeaf(item)) return false;
  }
  return true;
}

function isPlainCollection(value: object, depth: number): boolean {
  if (value instanceof Uint8Array) return true;
  if (isOf(value, Map)) {
    for (const [key, item] of value) {
      if (!isPlain(key, depth + 1) || !isPlain(item, depth + 1)) return false;
    }
    return true;
  }
  if (!isOf(value, Set)) return false;
  for (const item of value) if (!isPlain(item, depth + 1)) return false;
  return true;
}

function walk(value: unknown, path: string, above: Set<object>): void {
  if (value === null || typeof value !== "object") {
    if (typeof value === "function" || typeof value === "symbol") {
      reject(path, typeof value);
    }
    return;
  }
  if (value instanceof Uint8Array) return;
  if (above.has(value)) {
    reject(path, "a reference to something that contains it");
  }
  above.add(value);
  if (Array.isArray(value) && isOf(value, Array)) {
    value.forEach((item, i) => walk(item, `${path}[${i}]`, above));
  } else if (isOf(value, Map)) {
    for (const [key, item] of value) {
      walk(key, `a key of ${path}`, above);
      walk(item, `${path}.get(${encode(key)})`, above);
    }
  } else if (isOf(value, Set)) {
    for (const item of value) walk(item, `a member of ${path}`, above);
  } else if (isRecord(value)) {
    for (const key of Object.keys(value)) {
      walk(value[key], `${path}.${key}`, above);
    }
  } else {
    reject(
      path,
      `an instance of ${value.constructor?.name ?? "an unknown class"}`,
    );
  }
  above.delete(value);
}

/** A list, map or set of a class of its own may hold more than its items. */
function isOf<T extends object>(
  value: object,
  type: abstract new (...args: never[]) => T,
): value is T {
  return Object.getPrototypeOf(value) === type.prototype;
}

/** A record is an object with no class of its own. */
export function isRecord(value: object): value is Record<string, unknown> {
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function reject(path: string, given: string): never {
  throw new TypeError(
    `Cannot use ${path} because it must be plain data (numbers, strings, booleans, bigint, null, ` +
      `arrays, records, Map, Set, Uint8Array): given ${given}`,
  );
}
