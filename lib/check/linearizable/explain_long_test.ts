import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { History, Operation } from "../../model/history.ts";
import { keyValue, type KeyValueInput, type KeyValueOutput } from "../spec/key_value.ts";
import { register, type RegisterInput, type RegisterOutput } from "../spec/register.ts";
import type { Spec } from "../spec/spec.ts";
import { linearizable } from "./check.ts";
import { explain } from "./explain.ts";

const write = (value: number): RegisterInput => ({ type: "write", value });
const read: RegisterInput = { type: "read" };

/** One operation after the other by four processes, and then one that does not fit. */
function long<I, O>(count: number, ask: (i: number) => readonly [I, O], last: readonly [I, O]) {
  return Array.from({ length: count }, (_, id): Operation<I, O> => {
    const [input, output] = id === count - 1 ? last : ask(id);
    const about = { id, process: id % 4, input, output, outcome: "ok" } as const;
    return { ...about, invokedAt: 10 * id, endedAt: 10 * id + 15 };
  });
}

function coreOf<S, I, O>(history: History<I, O>, spec: Spec<S, I, O>): readonly string[] {
  const verdict = linearizable(history, spec);
  assert(verdict.verdict === "violation");
  const { core, words } = explain(verdict.violation, spec);
  assertStringIncludes(
    words[0]!,
    `these ${core.length} operations contradict each other, whatever`,
  );
  assert(!words[0]!.includes("fewer"), words[0]);
  return core.map(({ id, input, output }) => `${id}: ${spec.describe!(input, output)}`);
}

Deno.test("a stale read at the end of two thousand operations is told by the two or three that matter", () => {
  const count = 2000;
  const cas = (from: number, to: number): RegisterInput => ({ type: "cas", from, to });
  // Values of their own, by clusters.
  const own = coreOf(
    long<RegisterInput, RegisterOutput>(count, (i) => [write(i + 1), null], [read, 5]),
    register(0),
  );
  assertEquals(own.length, 2);
  assertEquals(own[1], "1999: read → 5");
  // Few values, again and again.
  const again = coreOf(
    long<RegisterInput, RegisterOutput>(count, (i) => [write(i % 5), null], [read, 0]),
    register(0),
  );
  assert(again.length <= 3, again.join("\n"));
  // Reads between, and a compare-and-set now and then.
  const mixed = coreOf(
    long<RegisterInput, RegisterOutput>(
      count,
      (i) =>
        i % 4 < 2 ? [write(i % 8), null] : i % 4 === 2 ? [read, (i - 1) % 8] : [cas(-1, 0), false],
      [read, 0],
    ),
    register(0),
  );
  assert(mixed.length <= 3, mixed.join("\n"));
  // A store whose texts grow.
  const ask = (i: number): KeyValueInput =>
    i % 10 === 0
      ? { type: "put", key: "x", value: `${i}.` }
      : { type: "append", key: "x", value: `${i % 10}` };
  const store = coreOf(
    long<KeyValueInput, KeyValueOutput>(count, (i) => [ask(i), ""], [
      { type: "get", key: "x" },
      "1000.12",
    ]),
    keyValue(),
  );
  assert(store.length <= 3, store.join("\n"));
});
