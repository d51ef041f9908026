import { assertEquals } from "./equals.ts";

/** Asserts that `actual` has at least the fields of `expected`, at every depth. */
export function assertObjectMatch(
  actual: Record<PropertyKey, unknown>,
  expected: Record<PropertyKey, unknown>,
  msg?: string,
): void {
  assertEquals(like(actual, expected), expected, msg);
}

/** `actual` without the fields that `expected` does not speak of. */
function like(
  actual: unknown,
  expected: unknown,
): unknown {
  if (Array.isArray(actual) && Array.isArray(expected)) {
    return actual.map((item, i) => like(item, expected[i]));
  }
  if (!isRecord(actual) || !isRecord(expected)) return actual;
  const kept: Record<PropertyKey, unknown> = {};
  for (const key of Reflect.ownKeys(expected)) {
    if (key in actual) kept[key] = like(actual[key], expected[key]);
  }
  return Object.setPrototypeOf(kept, Object.getPrototypeOf(expected));
}

function isRecord(value: unknown): value is Record<PropertyKey, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) &&
    !(value instanceof Map) && !(value instanceof Set) && !ArrayBuffer.isView(value);
}
