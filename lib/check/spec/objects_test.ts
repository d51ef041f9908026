/**
 * The objects of Jepsen and Knossos against their definitions: each is written a second time, as plainly as
 * can be, and a history may be explained by any order and any choice that the definition leaves open.
 */

import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { History, Operation } from "../../model/history.ts";
import { linearizable } from "../linearizable/check.ts";
import { randomHistory } from "../linearizable/history_arbitrary_test.ts";
import { counter, type CounterInput } from "./counter.ts";
import {
  multiRegister,
  type MultiRegisterInput,
  type MultiRegisterOutput,
} from "./multi_register.ts";
import { mutex, type MutexInput } from "./mutex.ts";
import type { QueueInput, QueueOutput } from "./queue.ts";
import type { Value } from "./register.ts";
import { set, type SetInput, type SetOutput } from "./set.ts";
import { describe, describeState, type Spec } from "./spec.ts";
import { unorderedQueue } from "./unordered_queue.ts";

/** The states that an operation may lead to: none if its answer does not fit. */
type Follow<S, I, O> = (state: S, input: I, output: O | undefined) => readonly S[];

/** Whether some order of some choice explains a history. */
function explained<S, I, O>(history: History<I, O>, init: S, follow: Follow<S, I, O>): boolean {
  const extend = (left: History<I, O>, state: S): boolean =>
    left.every(({ outcome }) => outcome === "unknown") ||
    left.some((operation) =>
      !left.some((other) => precedes(other, operation)) &&
      follow(state, operation.input, operation.output).some((next) =>
        extend(left.filter((other) => other !== operation), next)
      )
    );
  return extend(history.filter(({ outcome }) => outcome !== "fail"), init);
}

function precedes(a: Operation, b: Operation): boolean {
  return a.endedAt < b.invokedAt ||
    (a.endedAt === b.invokedAt && a.process === b.process && a.id < b.id);
}

interface Both<S, N, I, O> {
  readonly spec: Spec<S, I, O>;
  readonly init: N;
  readonly follow: Follow<N, I, O>;
  readonly inputs: fc.Arbitrary<I>;
  readonly outputs: fc.Arbitrary<O>;
}

function agrees<S, N, I, O>({ spec, init, follow, inputs, outputs }: Both<S, N, I, O>): void {
  let good = 0, all = 0;
  const property = fc.property(randomHistory(inputs, outputs), (history) => {
    const expected = explained(history, init, follow);
    assertEquals(linearizable(history, spec).verdict, expected ? "ok" : "violation");
    all++;
    if (expected) good++;
  });
  fc.assert(property, { numRuns: 1500 });
  assert(good > all / 20 && good < all * 19 / 20, `${good} of ${all} histories are linearizable`);
}

const call = <T extends string>(type: T) => fc.record({ type: fc.constant(type) });
const valued = <T extends string, V>(type: T, value: fc.Arbitrary<V>) =>
  fc.record({ type: fc.constant(type), value });
const element: fc.Arbitrary<Value> = fc.constantFrom(1, "1", null);

Deno.test("a mutex is one", () => {
  agrees<boolean, boolean, MutexInput, null>({
    spec: mutex,
    init: false,
    follow: (held, { type }) => type === "acquire" ? (held ? [] : [true]) : held ? [false] : [],
    inputs: fc.oneof(call("acquire"), call("release")),
    outputs: fc.constant(null),
  });
});

Deno.test("a set is one", () => {
  agrees<string, ReadonlySet<Value>, SetInput, SetOutput>({
    spec: set([1, "1", null]),
    init: new Set(),
    follow(members, input, output) {
      if (input.type === "add") return [new Set([...members, input.value])];
      if (output === undefined || output === null) return [members];
      const same = output.length === members.size && members.isSubsetOf(new Set(output));
      return same ? [members] : [];
    },
    inputs: fc.oneof(call("read"), valued("add", element)),
    outputs: fc.constantFrom<SetOutput>([], [1], ["1"], ["1", 1], [1, "1"], [1, 1], [2], null),
  });
});

Deno.test("a set of many elements is one", () => {
  const elements = fc.shuffledSubarray(Array.from({ length: 40 }, (_, i) => i));
  fc.assert(fc.property(elements, elements, (added, read) => {
    const spec = set(Array.from({ length: 40 }, (_, i) => i));
    const state = added.reduce<string>(
      (state, value) => spec.step(state, { type: "add", value }, null)[1],
      spec.init,
    );
    const same = new Set(added).symmetricDifference(new Set(read)).size === 0;
    assertEquals(spec.step(state, { type: "read" }, read)[0], same);
    assertEquals(
      spec.mayYetFit!(state, { type: "read" }, read),
      new Set(added).isSubsetOf(new Set(read)),
    );
  }));
});

const queueInputs: fc.Arbitrary<QueueInput> = fc.oneof(
  call("dequeue"),
  call("dequeue"),
  valued("enqueue", fc.constantFrom(1, 2)),
);

Deno.test("an unordered queue is one, and a dequeue without an answer may have taken any element", () => {
  agrees<string, readonly Value[], QueueInput, QueueOutput>({
    spec: unorderedQueue([1, 2]),
    init: [],
    follow(elements, input, output) {
      if (input.type === "enqueue") return [[...elements, input.value]];
      if (elements.length === 0) return output === undefined || output === null ? [[]] : [];
      return elements.flatMap((taken, i) =>
        output === undefined || output === taken ? [elements.toSpliced(i, 1)] : []
      );
    },
    inputs: queueInputs,
    outputs: fc.constantFrom(1, 2, null),
  });
});

Deno.test("a counter is one, of whole numbers of any size", () => {
  agrees<bigint, number, CounterInput, bigint | null>({
    spec: counter(1n),
    init: 1,
    follow: (sum, input, output) =>
      input.type === "add"
        ? [sum + Number(input.value)]
        : output === undefined || Number(output) === sum
        ? [sum]
        : [],
    inputs: fc.oneof(call("read"), valued("add", fc.constantFrom(1n, -1n, 2n))),
    outputs: fc.constantFrom(0n, 1n, 2n, 3n),
  });
  const [, sum] = counter(2n ** 53n).step(2n ** 53n, { type: "add", value: 1n }, null);
  assertEquals(sum, 2n ** 53n + 1n);
});

Deno.test("a multi-register reads and writes at once", () => {
  const key = fc.constantFrom<string | number>("x", 1);
  const inputs: fc.Arbitrary<MultiRegisterInput> = fc.array(
    fc.oneof(
      fc.record({ type: fc.constant("read" as const), key }),
      fc.record({ type: fc.constant("write" as const), key, value: fc.constantFrom(0, 1, null) }),
    ),
    { minLength: 1, maxLength: 2 },
  );
  agrees<
    unknown,
    { readonly x: Value; readonly one: Value },
    MultiRegisterInput,
    MultiRegisterOutput
  >({
    spec: multiRegister(new Map([["x", 0]])) as Spec<
      unknown,
      MultiRegisterInput,
      MultiRegisterOutput
    >,
    init: { x: 0, one: null },
    follow(state, input, output) {
      const held = { ...state };
      const fits = input.every((access, i) => {
        const name = access.key === 1 ? "one" : "x";
        if (access.type === "read") return output?.[i] === undefined || output[i] === held[name];
        held[name] = access.value;
        return true;
      });
      return fits ? [held] : [];
    },
    inputs,
    outputs: fc.tuple(
      fc.constantFrom(0, 1, null, undefined),
      fc.constantFrom(0, 1, null, undefined),
    ),
  });
});

Deno.test("a register that was set to nil is as if it never had been", () => {
  const spec = multiRegister(new Map([["x", 0]]));
  const write = (value: Value) => [{ type: "write", key: "x", value }] as const;
  const [, gone] = spec.step(spec.init, write(null), [undefined]);
  assertEquals(gone, new Map());
  assertEquals(spec.step(gone, [{ type: "read", key: "x" }], [null]), [true, gone]);
});

Deno.test("the objects are told in words", () => {
  const pair = [{ type: "read", key: "x" }, { type: "write", key: 1, value: 2 }] as const;
  const bag = unorderedQueue([1]);
  const [, taken] = bag.step(bag.init, { type: "enqueue", value: 1 }, null);
  const [, fewer] = bag.step(taken, { type: "dequeue" }, undefined);
  const bits = set(["a"]);
  assertEquals([
    describe(mutex, { type: "acquire" }, null),
    describeState(mutex, true),
    describe(bits, { type: "add", value: ":a" }, null),
    describe(bits, { type: "read" }, ["a", 1]),
    describe(bits, { type: "read" }, undefined),
    describeState(bits, bits.step(bits.init, { type: "add", value: "a" }, null)[1]),
    describe(counter(), { type: "add", value: -1n }, null),
    describe(counter(), { type: "read" }, undefined),
    describe(multiRegister(), pair, [null, undefined]),
    describe(multiRegister(), pair, undefined),
    describeState(multiRegister(), new Map<string | number, Value>([[":x", "a"], [1, 2]])),
    describe(bag, { type: "dequeue" }, 1),
    describeState(bag, fewer),
  ], [
    "acquire",
    "held",
    "add :a",
    'read → {"a", 1}',
    "read → ?",
    '{"a"}',
    "add -1",
    "read → ?",
    'read "x" → null, write 1 2',
    'read "x" → ?, write 1 2',
    '{:x "a", 1 2}',
    "dequeue → 1",
    "{1} without 1 of them",
  ]);
});
