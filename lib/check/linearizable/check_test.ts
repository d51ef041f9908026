import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { History, Operation } from "../../model/history.ts";
import { keyValue, type KeyValueInput } from "../spec/key_value.ts";
import { lock } from "../spec/lock.ts";
import { queue } from "../spec/queue.ts";
import { register, type RegisterInput, type RegisterOutput } from "../spec/register.ts";
import type { Spec } from "../spec/spec.ts";
import { linearizable } from "./check.ts";
import { randomHistory } from "./history_arbitrary_test.ts";
import { linearizableByDefinition } from "./naive.ts";

function agree<S, I, O>(spec: Spec<S, I, O>, inputs: fc.Arbitrary<I>, outputs: fc.Arbitrary<O>) {
  let good = 0;
  let all = 0;
  fc.assert(
    fc.property(randomHistory(inputs, outputs), (history) => {
      const expected = linearizableByDefinition(history, spec);
      const actual = linearizable(history, spec);
      assertEquals(actual.verdict, expected ? "ok" : "violation");
      all++;
      if (expected) good++;
    }),
    { numRuns: 3000 },
  );
  // A comparison in which one verdict never occurs would say little.
  assert(good > all / 20 && good < all * 19 / 20, `${good} of ${all} histories are linearizable`);
}

const value = fc.nat(2);

Deno.test("the search agrees with the definition on registers", () => {
  const input: fc.Arbitrary<RegisterInput> = fc.oneof(
    fc.record({ type: fc.constant("read" as const) }),
    fc.record({ type: fc.constant("write" as const), value }),
    fc.record({ type: fc.constant("cas" as const), from: value, to: value }),
  );
  agree(register(0), input, fc.oneof(value, fc.boolean()));
});

Deno.test("the search agrees with the definition on stores of two keys", () => {
  const key = fc.constantFrom("x", "y");
  agree(
    keyValue(),
    fc.oneof(
      fc.record({ type: fc.constant("get" as const), key }),
      fc.record({ type: fc.constant("put" as const), key, value: fc.constantFrom("", "a") }),
      fc.record({ type: fc.constant("append" as const), key, value: fc.constantFrom("a", "b") }),
    ),
    fc.constantFrom("", "a", "ab"),
  );
});

Deno.test("the search agrees with the definition on queues", () => {
  agree(
    queue,
    fc.oneof(
      fc.record({ type: fc.constant("enqueue" as const), value: fc.nat(1) }),
      fc.record({ type: fc.constant("dequeue" as const) }),
    ),
    fc.oneof(fc.nat(1), fc.constant(null)),
  );
});

Deno.test("the search agrees with the definition on locks", () => {
  const owner = fc.nat(2);
  const type = fc.constantFrom("acquire" as const, "release" as const);
  agree(lock, fc.record({ type, owner }), fc.constant(undefined));
});

Deno.test("a witness is an order that the specification allows", () => {
  const input: fc.Arbitrary<RegisterInput> = fc.oneof(
    fc.record({ type: fc.constant("read" as const) }),
    fc.record({ type: fc.constant("write" as const), value }),
  );
  fc.assert(fc.property(randomHistory(input, value), (history) => {
    const verdict = linearizable(history, register(0));
    if (verdict.verdict !== "ok") return;
    const order = verdict.witnesses.flatMap(({ order }) => order.map((id) => history[id]!));
    const sequence = order.map((operation, i) => ({
      ...operation,
      process: 0,
      invokedAt: i,
      endedAt: i + 0.5,
    }));
    assert(linearizableByDefinition(sequence, register(0)));
  }));
});

function sequence(
  ...inputs: [RegisterInput, RegisterOutput][]
): History<RegisterInput, RegisterOutput> {
  return inputs.map(([input, output], id) => ({
    id,
    process: 0,
    input,
    output,
    invokedAt: id,
    endedAt: id + 0.5,
    outcome: "ok",
  }));
}

Deno.test("the first operation that no order gets past is named", () => {
  const history = sequence(
    [{ type: "write", value: 1 }, null],
    [{ type: "read" }, 2],
    [{ type: "read" }, 1],
  );
  const verdict = linearizable(history, register());
  assert(verdict.verdict === "violation");
  assertEquals(verdict.violation.blocked.id, 1);
});

Deno.test("the empty history, and one that is all failed or open, is linearizable", () => {
  assertEquals(linearizable([], register()).verdict, "ok");
  const open: Operation<RegisterInput, RegisterOutput> = {
    id: 0,
    process: 0,
    input: { type: "write", value: 1 },
    invokedAt: 0,
    endedAt: Infinity,
    outcome: "unknown",
  };
  const failed: typeof open = { ...open, id: 1, process: 1, endedAt: 3, outcome: "fail" };
  assertEquals(linearizable([open, failed], register()).verdict, "ok");
});

/** Writers of distinct values at one time, then a read of none of them: every order has to be tried. */
function hard(key: string, writers: number): Operation<RegisterInput, RegisterOutput>[] {
  const writes = Array.from({ length: writers }, (_, i) => ({
    id: i,
    process: i,
    // One value is written twice, so that values do not tell their writes.
    input: { type: "write" as const, key, value: Math.max(1, i) },
    output: null,
    invokedAt: 0,
    endedAt: 10,
    outcome: "ok" as const,
  }));
  const read = { type: "read" as const, key };
  return [...writes, { ...writes[0]!, input: read, output: -1, invokedAt: 20, endedAt: 30 }];
}

Deno.test("a hard key cannot hide an easy violation", () => {
  const easy = sequence([{ type: "write", key: "easy", value: 1 }, null], [
    { type: "read", key: "easy" },
    2,
  ]);
  const verdict = linearizable([...hard("hard", 24), ...easy], register(), { steps: 10_000 });
  assert(verdict.verdict === "violation");
  assertEquals(verdict.violation.key, "easy");
});

Deno.test("a budget that does not suffice gives no verdict, and names what is undecided", () => {
  const verdict = linearizable(hard("hard", 24), register(), { steps: 10_000 });
  assert(verdict.verdict === "unknown");
  assertEquals(verdict.undecided, ["hard"]);
  assert(verdict.steps >= 10_000);
});

Deno.test("a search without memory is slower, and right", () => {
  const history = hard("hard", 6);
  const forgetful = linearizable(history, register(), { memoryBytes: 0 });
  const mindful = linearizable(history, register());
  assertEquals([forgetful.verdict, mindful.verdict], ["violation", "violation"]);
  assert(forgetful.steps > 2 * mindful.steps);
});

Deno.test("what one process did in one instant is in order", () => {
  const [write, read] = sequence([{ type: "write", value: 1 }, null], [{ type: "read" }, null]) as [
    Operation<RegisterInput, RegisterOutput>,
    Operation<RegisterInput, RegisterOutput>,
  ];
  const touching = { ...read, invokedAt: write.endedAt };
  assertEquals(linearizable([write, touching], register()).verdict, "violation");
  assertEquals(linearizable([write, { ...touching, process: 1 }], register()).verdict, "ok");
});

Deno.test("many alike timeouts do not slow the search down", () => {
  const timeouts = Array.from({ length: 60 }, (_, i) => ({
    id: i,
    process: i + 1,
    input: { type: "cas" as const, from: i % 3, to: (i + 1) % 3 },
    invokedAt: 0,
    endedAt: Infinity,
    outcome: "unknown" as const,
  }));
  const reads = sequence([{ type: "write", value: 0 }, null], [{ type: "read" }, 7]);
  const verdict = linearizable([...timeouts, ...reads], register());
  assertEquals(verdict.verdict, "violation");
  assert(verdict.steps < 100_000, `${verdict.steps} steps`);
});

Deno.test("updates that no read sees are not tried in every order", () => {
  const operation = (id: number, at: number, input: KeyValueInput, output = "") =>
    ({ id, process: id, input, output, invokedAt: at, endedAt: at + 5, outcome: "ok" }) as const;
  const rounds = Array.from({ length: 12 }, (_, round) =>
    Array.from({ length: 6 }, (_, i) => {
      const type = i === 5 ? "put" : "append";
      return operation(6 * round + i, 20 * round, { type, key: "x", value: `${i}` });
    })).flat();
  const seen = [
    operation(100, 300, { type: "put", key: "x", value: "p" }),
    operation(101, 310, { type: "get", key: "x" }, "p"),
    operation(102, 320, { type: "get", key: "x" }, "q"),
  ];
  const verdict = linearizable([...rounds, ...seen], keyValue());
  assertEquals(verdict.verdict, "violation");
  assert(verdict.steps < 50_000, `${verdict.steps} steps`);
});
