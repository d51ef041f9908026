import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { keyValue, type KeyValueInput } from "./key_value.ts";
import { lock } from "./lock.ts";
import { queue } from "./queue.ts";
import { register, type RegisterInput } from "./register.ts";
import { describe, describeState, type Spec } from "./spec.ts";

const value = fc.nat(2);
const text = fc.constantFrom("", "a", "b", "ab");
const registerInput: fc.Arbitrary<RegisterInput> = fc.oneof(
  fc.record({ type: fc.constant("read" as const) }),
  fc.record({ type: fc.constant("write" as const), value }),
  fc.record({ type: fc.constant("cas" as const), from: value, to: value }),
);
const keyValueInput: fc.Arbitrary<KeyValueInput> = fc.oneof(
  fc.record({ type: fc.constant("get" as const), key: fc.constant("x") }),
  fc.record({ type: fc.constant("put" as const), key: fc.constant("x"), value: text }),
  fc.record({ type: fc.constant("append" as const), key: fc.constant("x"), value: text }),
);

/** What a specification says about itself must be true of its steps. */
function keepsItsWord<S, I, O>(
  spec: Spec<S, I, O>,
  states: fc.Arbitrary<S>,
  inputs: fc.Arbitrary<I>,
  outputs: fc.Arbitrary<O>,
) {
  fc.assert(fc.property(states, states, inputs, outputs, inputs, (a, b, input, output, other) => {
    const [ok, next] = spec.step(a, input, output);
    if (ok && spec.readsOnly?.(input, output)) assertEquals(next, a);
    if (spec.overwrites?.(input)) assertEquals(next, spec.step(b, input, output)[1]);
    if (spec.mayYetFit === undefined) return;
    assert(ok || spec.readsOnly?.(input, output), "updates succeed in every state");
    if (spec.overwrites?.(other)) return;
    const [, later] = spec.step(a, other, undefined);
    const fits = spec.readsOnly?.(input, output) && spec.step(later, input, output)[0];
    if (fits) assert(spec.mayYetFit(a, input, output));
  }));
}

Deno.test("what a register says of its operations is so", () => {
  keepsItsWord(register(), value, registerInput, fc.oneof(value, fc.boolean()));
});

Deno.test("what a store says of its operations is so", () => {
  keepsItsWord(keyValue(), text, keyValueInput, text);
});

Deno.test("operations and states are told in the words of their specification", () => {
  const told = [
    describe(register(), { type: "read", key: "x" }, 3),
    describe(register(), { type: "read" }, undefined),
    describe(register(), { type: "write", value: "a" }, null),
    describe(register(), { type: "cas", from: 1, to: 2 }, undefined),
    describe(register(), { type: "cas", from: 1, to: 2 }, true),
    describe(register(), { type: "cas", from: 1, to: 2 }, false),
    describe(keyValue(), { type: "get", key: "k" }, undefined),
    describe(keyValue(), { type: "put", key: "k", value: "v" }, ""),
    describe(keyValue(), { type: "append", key: "k", value: "v" }, ""),
    describe(queue, { type: "enqueue", value: 1 }, undefined),
    describe(queue, { type: "dequeue" }, undefined),
    describe(lock, { type: "acquire", owner: 2 }, undefined),
    describeState(lock, null),
    describeState(lock, 2),
    describeState(queue, '1\n"a"\n'),
  ];
  assertEquals(told, [
    'read "x" → 3',
    "read → ?",
    'write "a"',
    "cas 1 to 2",
    "cas 1 to 2 succeeds",
    "cas 1 to 2 finds another value",
    'get "k" → ?',
    'put "k" "v"',
    'append "k" "v"',
    "enqueue 1",
    "dequeue → ?",
    "acquire by 2",
    "free",
    "held by 2",
    '[1, "a"]',
  ]);
});

Deno.test("a specification without words tells plain data", () => {
  const bare: Spec<number, { add: number }, number> = {
    name: "counter",
    init: 0,
    step: (state, { add }) => [true, state + add],
  };
  assertEquals(describe(bare, { add: 1 }, 2), "add 1 → 2");
  assertEquals(describe(bare, { add: 1 }, undefined), "add 1");
});

Deno.test("only its holder can release a lock", () => {
  assertEquals(lock.step(1, { type: "release", owner: 1 }, undefined), [true, null]);
  assertEquals(lock.step(1, { type: "release", owner: 2 }, undefined), [false, 1]);
});
