import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { admit, initialState, lazy, type Policy, type State, type Update, write } from "./lazy.ts";
import { causalMemory, causalPlus } from "./causal.ts";
import { eventual } from "./eventual.ts";
import { pram } from "./pram.ts";
import { calm, heard } from "./users_test.ts";
import { read, write as ask } from "./storms.ts";
import type { Fault } from "../../sim/fault.ts";

const orders = ["any", "fifo", "causal"] as const;
const conflicts = ["last to arrive", "last written"] as const;
const policies = orders.flatMap((order) => conflicts.map((conflict) => ({ order, conflict })));

/** What three nodes write under a policy, each at random having heard of the others' writes or not. */
const writings = fc.array(
  fc.record({ at: fc.nat(2), key: fc.constantFrom("x", "y"), hears: fc.array(fc.nat(20)) }),
  { maxLength: 12, size: "max" },
);
type Writings = typeof writings extends fc.Arbitrary<infer T> ? T : never;

function made(steps: Writings, policy: Policy): Update[] {
  const nodes = [0, 1, 2].map(() => initialState(3));
  const updates: Update[] = [];
  for (const { at, key, hears } of steps) {
    for (const index of hears) if (updates[index]) admit(nodes[at]!, updates[index], policy);
    const io = { self: at, peers: [at], send: () => {} };
    updates.push(write(nodes[at]!, key, updates.length + 1, policy, io));
  }
  return updates;
}

function taken(updates: readonly Update[], policy: Policy): State {
  const node = initialState(3);
  for (const update of updates) {
    admit(node, update, policy);
    assert([...node.log.values()].every(({ time }) => time <= node.time));
  }
  return node;
}

const shuffled = (policy: Policy) =>
  writings.map((steps) => made(steps, policy)).chain((updates) =>
    fc.tuple(
      fc.constant(updates),
      fc.shuffledSubarray(updates, { minLength: updates.length }),
    )
  );

for (const policy of policies) {
  const name = `${policy.order} order, ${policy.conflict}`;

  Deno.test(`lazy, ${name}: whatever the order of arrival, all is applied once, and nothing waits`, () => {
    fc.assert(
      fc.property(shuffled(policy), ([updates, arrivals]) => {
        const node = taken([...arrivals, ...arrivals], policy);
        assertEquals([node.log.size, node.waiting.size], [updates.length, 0]);
        const counts = [0, 1, 2].map((id) => updates.filter((u) => u.node === id).length);
        assertEquals(node.applied, counts);
      }),
      { seed: 1 },
    );
  });

  Deno.test(`lazy, ${name}: updates are applied in an order that is allowed`, () => {
    fc.assert(
      fc.property(shuffled(policy), ([, arrivals]) => {
        const before = [0, 0, 0];
        for (const update of taken(arrivals, policy).log.values()) {
          const { node, sequence, after } = update;
          if (policy.order !== "any") assertEquals(sequence, before[node]! + 1);
          if (policy.order === "causal") assert(after.every((count, id) => before[id]! >= count));
          before[node]!++;
        }
      }),
      { seed: 1 },
    );
  });
}

for (const order of orders) {
  Deno.test(`lazy, ${order} order: with one winner, nodes that have seen the same hold the same`, () => {
    const policy: Policy = { order, conflict: "last written" };
    fc.assert(
      fc.property(shuffled(policy), ([updates, arrivals]) => {
        assertEquals(taken(arrivals, policy).registers, taken(updates, policy).registers);
      }),
      { seed: 1 },
    );
  });
}

Deno.test("lazy: what a link has lost comes by anti-entropy", () => {
  const faults: Fault[] = [{ kind: "lose", from: 0, to: 1, nth: 1 }];
  const asks = [[{ input: ask("x", 1) }], [
    { input: read("x"), at: 90 },
    { input: read("x"), at: 115 },
  ]];
  assertEquals(heard(calm(lazy(policies[0]!), asks, { faults })), ["x=null", "x=1"]);
});

/** Node 0 writes x and then y; node 1 reads y and then x, and the news of x is late. */
const flag = [
  [{ input: ask("x", 1) }, { input: ask("y", 2) }],
  [{ input: read("y"), at: 10 }, { input: read("x") }, { input: read("y"), at: 40 }],
];
const late: Fault[] = [{ kind: "delay", from: 0, to: 1, nth: 1, latencyMs: 30 }];

Deno.test("eventual: the flag may be seen before what it announces; in a pipe it is not", () => {
  assertEquals(heard(calm(eventual, flag, { faults: late })), ["y=2", "x=null", "y=2"]);
  assertEquals(heard(calm(pram, flag, { faults: late })), ["y=null", "x=null", "y=2"]);
});

/** Node 0 writes x; node 1 sees it and writes y; node 2 hears of y long before x. */
const relay = [
  [{ input: ask("x", 1) }],
  [{ input: read("x"), at: 6 }, { input: ask("y", 2) }],
  [{ input: read("y"), at: 20 }, { input: read("x") }],
];
const detour: Fault[] = [{ kind: "delay", from: 0, to: 2, nth: 1, latencyMs: 60 }];

Deno.test("PRAM: an answer may be seen before the question; with causes first it is not", () => {
  assertEquals(heard(calm(pram, relay, { faults: detour })), ["x=1", "y=2", "x=null"]);
  assertEquals(heard(calm(causalPlus, relay, { faults: detour })), ["x=1", "y=null", "x=null"]);
});

Deno.test("causal memory: two writes that cross leave two copies; with one winner they agree", () => {
  const later = [{ input: read("x"), at: 200 }];
  const asks = [[{ input: ask("x", 1) }, ...later], [{ input: ask("x", 2) }, ...later]];
  assertEquals(heard(calm(causalMemory, asks)), ["x=2", "x=1"]);
  assertEquals(heard(calm(causalPlus, asks)), ["x=2", "x=2"]);
});
