import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import fc from "fast-check";
import type { History, Operation } from "../../model/history.ts";
import { keyValue, type KeyValueInput, type KeyValueOutput } from "../spec/key_value.ts";
import { register, type RegisterInput, type RegisterOutput } from "../spec/register.ts";
import type { Spec } from "../spec/spec.ts";
import { linearizable } from "./check.ts";
import { explain, type Explanation } from "./explain.ts";
import { randomHistory } from "./history_arbitrary_test.ts";
import { linearizableByDefinition } from "./naive.ts";
import type { Violation } from "./verdict.ts";

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

Deno.test("a stale read is told by what overwrote its value and the read, whatever else happened", () => {
  const { core, blocked, words, prefixes } = explanation([
    op(0, 0, 1, write(1)),
    op(3, 2, 9, write(7)),
    op(1, 3, 4, write(2)),
    op(2, 6, 7, read, 1),
    op(4, 8, 9, write(5)),
  ]);
  assertEquals(core.map(({ input }) => input), [write(2), read]);
  assertEquals([blocked.invokedAt, blocked.output], [6, 1]);
  assertEquals(words.slice(0, 5), [
    "these 2 operations contradict each other, whatever each of the other 3 did in its time",
    "  write 2 by process 1, 3 ms to 4 ms",
    "  read → 1 by process 2, 6 ms to 7 ms",
    "  write 2 ended before read → 1 began",
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
const registers = randomHistory<RegisterInput, RegisterOutput>(
  fc.oneof(
    fc.record({ type: fc.constant("read" as const) }),
    fc.record({ type: fc.constant("write" as const), value }),
    fc.record({ type: fc.constant("cas" as const), from: value, to: value }),
  ),
  fc.oneof(value, fc.boolean()),
);
/** Each write writes a value of its own: what was written is told by clusters. */
const differentiated = randomHistory<RegisterInput, RegisterOutput>(
  fc.oneof(
    fc.record({ type: fc.constant("read" as const) }),
    fc.record({ type: fc.constant("write" as const), value }),
  ),
  fc.nat(6),
).map((history) =>
  history.map((each): Op =>
    each.input.type === "write" ? { ...each, input: { type: "write", value: each.id + 1 } } : each
  )
);
const key = fc.constantFrom("x", "x", "x", "y");
const stores = randomHistory<KeyValueInput, KeyValueOutput>(
  fc.oneof(
    fc.record({ type: fc.constant("get" as const), key }),
    fc.record({ type: fc.constant("put" as const), key, value: fc.constantFrom("", "a") }),
    fc.record({ type: fc.constant("append" as const), key, value: fc.constantFrom("a", "b") }),
  ),
  fc.constantFrom("", "a", "b", "ab"),
);

/**
 * Whether what is known of these operations fits: those that return later need not take effect, and each
 * that nothing is known of takes effect in its time, or never, with any answer.
 */
function fits<S, I, O>(
  history: History<I, O>,
  spec: Spec<S, I, O>,
  by: number,
  known: (id: number) => boolean,
): boolean {
  const late = { endedAt: Infinity, outcome: "unknown" } as const;
  const begun = history.filter(({ invokedAt, outcome }) => invokedAt <= by && outcome !== "fail")
    .map((each) => each.endedAt <= by ? each : { ...each, ...late });
  const free = begun.filter(({ id }) => !known(id)).map(({ output: _, ...asked }) => asked);
  const rest = begun.filter(({ id }) => known(id));
  return Array.from({ length: 2 ** free.length }).some((_, subset) =>
    linearizableByDefinition(
      [...rest, ...free.filter((_, i) => (subset >> i) % 2 === 1)].sort((a, b) => a.id - b.id),
      spec,
    )
  );
}

/** The same with no two events in one instant, where it is not told which came first. */
function apart<I, O>(history: History<I, O>): History<I, O> {
  return history.map((each) => {
    const invokedAt = 100 * each.invokedAt + 50 + each.id;
    const endedAt = Math.max(100 * each.endedAt + each.id, invokedAt + 0.5);
    return { ...each, invokedAt, endedAt };
  }).sort((a, b) => a.invokedAt - b.invokedAt).map((each, id) => ({ ...each, id }));
}

/** Checks each explanation of a violation among random histories. */
function explains<S, I, O>(
  histories: fc.Arbitrary<History<I, O>>,
  spec: Spec<S, I, O>,
  check: (history: History<I, O>, violation: Violation<I, O>, why: Explanation<S, I, O>) => void,
) {
  fc.assert(
    fc.property(histories, (history) => {
      const verdict = linearizable(history, spec);
      if (verdict.verdict !== "violation") return;
      check(history, verdict.violation, explain(verdict.violation, spec));
    }),
    { numRuns: 2000 },
  );
}

/** A core contradicts itself; where it is told what came first, each of its members is needed. */
function smallestCore<S, I, O>(
  histories: fc.Arbitrary<History<I, O>>,
  spec: Spec<S, I, O>,
  told: boolean,
) {
  explains(histories, spec, (history, _, { core, blocked }) => {
    const members = core.map(({ id }) => id);
    assert(!fits(history, spec, blocked.endedAt, (id) => members.includes(id)));
    for (const id of told ? members : []) {
      if (id === blocked.id) continue;
      assert(fits(history, spec, blocked.endedAt, (each) => each !== id && members.includes(each)));
    }
  });
}

Deno.test("a core is a violation by the definition, and without any one of its members it is none", () => {
  smallestCore(registers.map(apart), register(0), true);
  smallestCore(differentiated.map(apart), register(0), true);
  smallestCore(differentiated, register(0), false);
  smallestCore(stores.map(apart), keyValue(), true);
  smallestCore(registers, register(0), false);
  smallestCore(stores, keyValue(), false);
});

Deno.test("without time for attempts the explanation is longer, and says so", () => {
  const history = [
    op(0, 0, 1, write(1)),
    op(1, 2, 3, write(3)),
    op(0, 4, 5, write(3)),
    op(1, 6, 7, read, 1),
  ];
  const verdict = linearizable(history, register(0));
  assert(verdict.verdict === "violation");
  const { core, words } = explain(verdict.violation, register(0), { goOn: () => false });
  assertEquals(core.length, 4);
  assertStringIncludes(
    words[0]!,
    "these 4 operations contradict each other (fewer of them might do)",
  );
});

Deno.test("what is free is so only until it returns", () => {
  const cas = (from: number, to: number): RegisterInput => ({ type: "cas", from, to });
  const history = [
    op(1, 0, 3, cas(0, 0), false),
    op(2, 1, 2, write(1)),
    op(0, 4, 5, cas(0, 0), false),
    op(0, 6, 7, write(0)),
    op(0, 8, 9, write(0)),
    op(0, 10, 12, write(0)),
    op(1, 11, 13, cas(1, 0), true),
  ].map((each, id) => ({ ...each, id }));
  const members = explanation(history).core.map(({ id }) => id);
  assert(!fits(history, register(0), 13, (id) => members.includes(id)));
});

function firstOfReturns<S, I, O>(histories: fc.Arbitrary<History<I, O>>, spec: Spec<S, I, O>) {
  explains(histories, spec, (history, { key }, { blocked }) => {
    assert(!fits(history, spec, blocked.endedAt, () => true));
    const part = history.filter(({ input }) => spec.key?.(input) === key);
    const sooner = part.filter(({ endedAt }) => endedAt < blocked.endedAt);
    const before = Math.max(...sooner.map(({ endedAt }) => endedAt));
    assert(fits(part, spec, before, () => true));
  });
}

Deno.test("the blocked operation is the first that no order gets past", () => {
  firstOfReturns(registers, register(0));
  firstOfReturns(differentiated, register(0));
  firstOfReturns(stores, keyValue());
});

function longest<S, I, O>(histories: fc.Arbitrary<History<I, O>>, spec: Spec<S, I, O>) {
  explains(histories, spec, (history, { operations }, { prefixes, blocked }) => {
    assert(prefixes.length > 0);
    for (const { order, state } of prefixes) {
      assert(!order.includes(blocked.id));
      assert(!spec.step(state, blocked.input, blocked.output)[0]);
      let reached = spec.init;
      order.forEach((id, i) => {
        const { input, output, invokedAt } = history[id]!;
        assert(order.slice(i).every((later) => history[later]!.endedAt >= invokedAt));
        const [ok, next] = spec.step(reached, input, output);
        assert(ok);
        reached = next;
      });
      assertEquals(state, reached);
      for (const { id, outcome, output, endedAt } of operations) {
        const told = outcome === "ok" && output !== undefined;
        if (told && endedAt < blocked.endedAt) assert(order.includes(id));
      }
    }
  });
}

Deno.test("a longest prefix is an order of what returned before, in which the blocked one does not fit", () => {
  longest(registers.map(apart), register(0));
  longest(differentiated.map(apart), register(0));
  longest(stores.map(apart), keyValue());
});
