/** Deep copies of plain data. @module */

/**
 * A copy of plain data that shares no memory with the original.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { clone } from "hb/model/clone.ts";
 *
 * const state = { log: [1, 2] };
 * const copy = clone(state);
 * copy.log.push(3);
 * assertEquals(state.log, [1, 2]);
 * ```
 */
export function clone<T>(value: T): T {
  return (typeof value === "object" && value !== null ? cloneObject(value) : value) as T;
}

function cloneObject(value: object): unknown {
  if (Array.isArray(value)) return value.map(clone);
  if (value instanceof Map) {
    const copy = new Map();
    for (const [key, item] of value) copy.set(clone(key), clone(item));
    return copy;
  }
  if (value instanceof Set) {
    const copy = new Set();
    for (const member of value) copy.add(clone(member));
    return copy;
  }
  if (value instanceof Uint8Array) return new Uint8Array(value); // slice() of a Node Buffer is a view
  const copy: Record<string, unknown> = { ...value };
  for (const key in copy) {
    const item = copy[key];
    if (typeof item === "object" && item !== null) {
      copy[key] = cloneObject(item);
    }
  }
  return copy;
}
