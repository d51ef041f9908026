import { assertEquals, assertThrows } from "@std/assert";
import { linearizable } from "hb/check/linearizable/check.ts";
import type { Operation } from "hb/model/history.ts";
import type { Transaction } from "../../tools/kv/operation.ts";
import { type Input, type Output, storeSpec } from "./store_spec.ts";

const [a, b] = ["pair/a", "pair/b"] as const;
const both = (value: string): Transaction => ({
  type: "txn",
  compares: [],
  success: [{ type: "put", key: a, value }, { type: "put", key: b, value }],
  failure: [],
});
const read: Transaction = {
  type: "txn",
  compares: [{ key: a, is: "present" }, { key: b, is: "not equal", value: "9" }],
  success: [{ type: "get", key: a }, { type: "get", key: b }],
  failure: [],
};
const done = { succeeded: true, results: [null, null] };

/** Whether a store may have answered so; each operation has the times at which it begins and ends. */
function verdictOf(...asked: readonly (readonly [Input, Output, from: number, to: number])[]) {
  const history = asked.map(([input, output, invokedAt, endedAt], id): Operation<Input, Output> => {
    return { id, process: id, input, output, invokedAt, endedAt, outcome: "ok" };
  });
  return linearizable(history, storeSpec).verdict;
}

Deno.test("two keys that are changed together are seen together, and never one before the other", () => {
  const found = (x: string, y: string) => ({ succeeded: true, results: [x, y] });
  const first = [both("1"), done, 0, 1] as const, second = [both("2"), done, 2, 9] as const;
  assertEquals(verdictOf(first, second, [read, found("1", "1"), 3, 4]), "ok");
  assertEquals(verdictOf(first, second, [read, found("2", "2"), 3, 4]), "ok");
  assertEquals(verdictOf(first, second, [read, found("2", "1"), 3, 4]), "violation");
  const get = (key: string) => ({ type: "get", key }) as const;
  assertEquals(verdictOf(first, second, [get(a), "2", 3, 4], [get(b), "1", 5, 6]), "violation");
  assertEquals(verdictOf(first, second, [get(a), "1", 3, 4], [get(b), "2", 5, 6]), "ok");
});

Deno.test("of a transaction the list counts that its comparisons say", () => {
  const missing = { succeeded: false, results: [] };
  assertEquals(verdictOf([read, missing, 0, 1]), "ok");
  assertEquals(verdictOf([both("1"), done, 0, 1], [read, missing, 2, 3]), "violation");
  assertEquals(verdictOf([both("9"), done, 0, 1], [read, missing, 2, 3]), "ok");
});

Deno.test("a transaction over keys that are judged apart cannot be judged", () => {
  const apart: Transaction = { ...both("1"), compares: [{ key: "other", is: "present" }] };
  assertThrows(() => storeSpec.key!(apart), RangeError, "given other,pair");
});
