import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import fc from "fast-check";
import type { History, Operation } from "../../model/history.ts";
import { register, type RegisterInput, type RegisterOutput } from "../spec/register.ts";
import { linearizable } from "./check.ts";
import { explain } from "./explain.ts";
import { randomHistory } from "./history_arbitrary_test.ts";
import { linearizableByDefinition } from "./naive.ts";
import { open } from "./prefix.ts";

type Op = Operation<RegisterInput, RegisterOutput>;
let ids = 0;
function op(
  process: number,
  from: number,
  to: number,
  input: RegisterInput,
  output: RegisterOutput = null,
): Op {
  return { id: ids++, process, input, output, invokedAt: from, endedAt: to, outcome: "ok" };
}
const write = (value: number): RegisterInput => ({ type: "write", value });
const read: RegisterInput = { type: "read" };

function explanation(history: History<RegisterInput, RegisterOutput>) {
  const verdict = linearizable(history, register(0));
  assert(verdict.verdict === "violation");
  return explain(verdict.violation, register(0));
}

Deno.test("a stale read is told by the two writes and the read, whatever else happened", () => {
  const { core, blocked, words, prefixes } = explanation([
    op(0, 0, 1, write(1)),
    op(3, 2, 9, write(7)),
    op(1, 3, 4, write(2)),
    op(2, 6, 7, read, 1),
    op(4, 8, 9, write(5)),
  ]);
  assertEquals(core.map(({ input }) => input), [write(1), write(2), read]);
  assertEquals([blocked.invokedAt, blocked.output], [6, 1]);
  assertEquals(words.slice(0, 6), [
    "these 3 operations contradict each other, whatever the other 2 did",
    "  write 1 by process 0, 0 ms to 1 ms",
    "  write 2 by process 1, 3 ms to 4 ms",
    "  read → 1 by process 2, 6 ms to 7 ms",
    "  each of them ended before the next began",
    "  in no order that keeps to this does every answer fit",
  ]);
  assertEquals(prefixes.map(({ state }) => state).toSorted(), [2, 7]);
  assertStringIncludes(words.at(-1)!, "where read → 1 does not fit");
});

Deno.test("a value out of nowhere is told by its read alone", () => {
  const { core, words } = explanation([op(0, 0, 1, write(1)), op(1, 2, 3, read, 9)]);
  assertEquals(core.length, 1);
  assertEquals(
    words[0],
    "read → 9 by process 1, 2 ms to 3 ms: nothing that was asked before can lead to this answer",
  );
});

const value = fc.nat(2);
const inputs: fc.Arbitrary<RegisterInput> = fc.oneof(
  fc.record({ type: fc.constant("read" as const) }),
  fc.record({ type: fc.constant("write" as const), value }),
  fc.record({ type: fc.constant("cas" as const), from: value, to: value }),
);

Deno.test("a core is a violation by the definition, and without any one of its members it is none", () => {
  fc.assert(
    fc.property(randomHistory(inputs, fc.oneof(value, fc.boolean())), (history) => {
      const verdict = linearizable(history, register(0));
      if (verdict.verdict !== "violation") return;
      const { core, blocked } = explain(verdict.violation, register(0));
      const freed = (known: readonly number[]) =>
        linearizableByDefinition(
          history.filter((each) => each.invokedAt <= blocked.endedAt).map((each) => {
            if (each.outcome === "fail") return each;
            if (!known.includes(each.id)) return open(each);
            const late = { endedAt: Infinity, outcome: "unknown" } as const;
            return each.endedAt <= blocked.endedAt ? each : { ...each, ...late };
          }),
          register(0),
        );
      const members = core.map(({ id }) => id);
      assert(!freed(members));
      for (const id of members) {
        if (id !== blocked.id) assert(freed(members.filter((other) => other !== id)));
      }
    }),
    { numRuns: 2000 },
  );
});

Deno.test("a longest prefix is an order of what returned before, and leaves the blocked one out", () => {
  fc.assert(
    fc.property(randomHistory(inputs, fc.oneof(value, fc.boolean())), (history) => {
      const verdict = linearizable(history, register(0));
      if (verdict.verdict !== "violation") return;
      const { prefixes, blocked } = explain(verdict.violation, register(0));
      assert(prefixes.length > 0);
      for (const { order, state } of prefixes) {
        assert(!order.includes(blocked.id));
        let reached: RegisterOutput = 0;
        for (const id of order) {
          reached = register(0).step(reached, history[id]!.input, history[id]!.output)[1];
        }
        assertEquals(state, reached);
        for (const { id, outcome, endedAt } of verdict.violation.operations) {
          if (outcome === "ok" && endedAt < blocked.endedAt) assert(order.includes(id));
        }
      }
    }),
    { numRuns: 2000 },
  );
});
