import assert from "node:assert/strict";
export function assertEquals(a: unknown, b: unknown, m?: string) {
  assert.deepStrictEqual(a, b, m);
}
