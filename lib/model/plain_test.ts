import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { assertPlain, isRecord } from "./plain.ts";
import { plain, reversed } from "./plain_arbitrary_test.ts";

/** A value that is not plain, where the error says it is, and what it says was given. */
const rejected: readonly (readonly [unknown, string, string])[] = [
  [() => 1, "state", "function"],
  [Symbol("x"), "state", "symbol"],
  [{ log: [1, () => 1] }, "state.log[1]", "function"],
  [{ a: { b: new Date(0) } }, "state.a.b", "an instance of Date"],
  [[/x/], "state[0]", "an instance of RegExp"],
  [new Map([["k", new WeakMap()]]), 'state.get("k")', "an instance of WeakMap"],
  [new Map([[{ id: 1 }, Promise.resolve()]]), 'state.get({"id":1})', "an instance of Promise"],
  [new Map([[() => 1, 1]]), "a key of state", "function"],
  [new Set([[() => 1]]), "a member of state[0]", "function"],
  [new Float64Array(1), "state", "an instance of Float64Array"],
  [new ArrayBuffer(1), "state", "an instance of ArrayBuffer"],
  [Object.create(Object.create(null)), "state", "an instance of an unknown class"],
];

for (const [value, path, given] of rejected) {
  Deno.test(`assertPlain rejects ${given} and says that it is ${path}`, () => {
    const error = assertThrows(() => assertPlain(value, "state"), TypeError);
    assertEquals(
      error.message,
      `Cannot use ${path} because it must be plain data (numbers, strings, booleans, bigint, null, ` +
        `arrays, records, Map, Set, Uint8Array): given ${given}`,
    );
  });
}

Deno.test("assertPlain rejects a cycle at the place where it closes", () => {
  const state: Record<string, unknown> = { items: [{}] };
  (state["items"] as unknown[])[0] = { parent: state };
  const error = assertThrows(() => assertPlain(state, "state"), TypeError);
  assert(error.message.startsWith("Cannot use state.items[0].parent "), error.message);
  assert(error.message.endsWith("a reference to something that contains it"), error.message);
});

Deno.test("assertPlain accepts the same part twice, as that is no cycle", () => {
  const part = { x: 1 };
  assertPlain({ a: part, b: [part, part] }, "state");
});

Deno.test("assertPlain accepts records without a prototype, also as keys", () => {
  assertPlain(new Map([[Object.create(null), Object.create(null)]]), "state");
});

Deno.test("a record is an object with no class of its own", () => {
  assert(isRecord({}));
  assert(isRecord(Object.create(null)));
  assert(!isRecord(new Map()));
  assert(!isRecord(new (class Point {})()));
});

Deno.test("the generated data is plain, and stays plain when reversed", () => {
  fc.assert(fc.property(plain, (value) => {
    assertPlain(value, "value");
    assertPlain(reversed(value), "value");
  }));
});

Deno.test("a list, map or set of a class of its own is not plain, as it may hold more than its items", () => {
  for (const type of [class A extends Array {}, class M extends Map {}, class S extends Set {}]) {
    assertThrows(
      () => assertPlain({ in: new type() }, "state"),
      TypeError,
      `instance of ${type.name}`,
    );
  }
});
