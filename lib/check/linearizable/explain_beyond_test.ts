import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { Operation } from "../../model/history.ts";
import { counter, type CounterInput, type CounterOutput } from "../spec/counter.ts";
import { linearizable } from "./check.ts";
import { explain } from "./explain.ts";
import { linearizableByDefinition } from "./naive.ts";

const adding = (
  id: number,
  [from, to]: readonly [number, number],
  input: CounterInput,
  output: CounterOutput = null,
): Operation<CounterInput, CounterOutput> => ({
  id,
  process: id,
  input,
  output,
  invokedAt: from,
  endedAt: to,
  outcome: "ok",
});

Deno.test("a count far out of reach is told by the sums that could be, not by all that was added", () => {
  const added = Array.from(
    { length: 3000 },
    (_, i) => adding(i, [2 * i, 2 * i + 1], { type: "add", value: 1n }),
  );
  const beside = adding(3001, [6000, 6002], { type: "add", value: -2n });
  const history = [...added, beside, adding(3002, [6001, 6003], { type: "read" }, 9000n)];
  const verdict = linearizable(history, counter());
  assert(verdict.verdict === "violation");
  const { words, core } = explain(verdict.violation, counter());
  assertEquals(core.length, 1);
  assertEquals(words, [
    "read → 9000 by process 3002, 6001 ms to 6003 ms: the sum was from 2998 to 3000: " +
    "3000 by what was added before it was read, the rest by what was being added",
  ]);
});

Deno.test("a count is out of reach only where no order explains it", () => {
  const operation = fc.record({
    from: fc.nat(8),
    takes: fc.nat(4),
    value: fc.option(fc.integer({ min: -2, max: 2 })),
    read: fc.integer({ min: -4, max: 4 }),
  });
  let beyond = 0;
  fc.assert(fc.property(fc.array(operation, { maxLength: 5 }), (operations) => {
    const history = operations.map(({ from, takes, value, read }, id) =>
      adding(
        id,
        [from, from + takes],
        value === null ? { type: "read" } : { type: "add", value: BigInt(value) },
        value === null ? BigInt(read) : null,
      )
    );
    const verdict = linearizable(history, counter());
    if (verdict.verdict !== "violation") return;
    const { core, blocked, words } = explain(verdict.violation, counter());
    if (!words[0]!.includes("the sum was")) return;
    beyond++;
    assertEquals(core, [blocked]);
    const others = history.filter(({ id, input }) => id === blocked.id || input.type === "add");
    assert(!linearizableByDefinition(others, counter()));
  }));
  assert(beyond > 5, `it was said ${beyond} times`);
});
