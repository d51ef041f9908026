import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { doneOn, type KeyOperation, looks, type Value, writes } from "./operation.ts";

const key = "k";
const on = (operation: KeyOperation, ...held: readonly Value[]) =>
  held.map((each) => doneOn(operation, each));

Deno.test("a read answers what is there, the others change it and answer nothing", () => {
  assertEquals(on({ type: "read", key }, null, 3, ["a"]), [
    { value: null, result: null },
    { value: 3, result: 3 },
    { value: ["a"], result: ["a"] },
  ]);
  assertEquals(on({ type: "write", key, value: null }, 3), [{ value: null, result: null }]);
  assertEquals(on({ type: "append", key, value: 2 }, null, [1]), [
    { value: [2], result: null },
    { value: [1, 2], result: null },
  ]);
  assertEquals(on({ type: "add", key, amount: 2 }, null, 3), [
    { value: 2, result: null },
    { value: 5, result: null },
  ]);
});

Deno.test("what cannot be done is refused, with a reason", () => {
  assertEquals(on({ type: "append", key, value: 1 }, 3, "a"), [
    { refused: "k holds 3, to which nothing can be appended" },
    { refused: "k holds a, to which nothing can be appended" },
  ]);
  assertEquals(on({ type: "add", key, amount: 1 }, "a"), [
    { refused: "k holds a, to which nothing can be added" },
  ]);
  assertEquals(on({ type: "add", key, amount: -5, least: 0 }, 5, 4), [
    { value: 0, result: null },
    { refused: "k would hold -1, and must not fall below 0" },
  ]);
});

Deno.test("an operation that looks at nothing does the same whatever was there, and one that does not write changes nothing", () => {
  const values: fc.Arbitrary<Value> = fc.oneof(
    fc.constant(null),
    fc.integer(),
    fc.string(),
    fc.array(fc.integer()),
  );
  const operations: fc.Arbitrary<KeyOperation> = fc.oneof(
    fc.record({ type: fc.constant("read" as const), key: fc.constant(key) }),
    fc.record({ type: fc.constant("write" as const), key: fc.constant(key), value: values }),
    fc.record({ type: fc.constant("append" as const), key: fc.constant(key), value: fc.integer() }),
    fc.record({ type: fc.constant("add" as const), key: fc.constant(key), amount: fc.integer() }),
  );
  fc.assert(
    fc.property(operations, values, values, (operation, a, b) => {
      if (!looks(operation)) assertEquals(doneOn(operation, a), doneOn(operation, b));
      const done = doneOn(operation, a);
      if (!writes(operation)) assertEquals(done, { value: a, result: a });
    }),
    { seed: 16, numRuns: 200 },
  );
});
