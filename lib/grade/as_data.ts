/** What code under judgement gives, as plain data. @module */

/**
 * A value with the fields of what is expected in the places where it is an instance of a class: such a field
 * may be a getter, or stand on a prototype, and is no less a field for it.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { asData } from "hb/grade/as_data.ts";
 *
 * class Stamp {
 *   get count() {
 *     return 3;
 *   }
 * }
 * assertEquals(asData([new Stamp()], [{ count: 1 }]), [{ count: 3 }]);
 * ```
 */
export function asData(actual: unknown, expected: unknown): unknown {
  if (!isObject(actual) || !isObject(expected)) return actual;
  if (Array.isArray(actual)) {
    return Array.isArray(expected) ? actual.map((each, at) => asData(each, expected[at])) : actual;
  }
  if (!isRecord(expected) || actual instanceof Map || actual instanceof Set) return actual;
  const names = Object.keys(expected).filter((name) => name in actual);
  const fields = actual as Record<string, unknown>, wanted = expected as Record<string, unknown>;
  return {
    ...actual,
    ...Object.fromEntries(names.map((name) => [name, asData(fields[name], wanted[name])])),
  };
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function isRecord(value: object): boolean {
  return Object.getPrototypeOf(value) === Object.prototype;
}
