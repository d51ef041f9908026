import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import type { Plan } from "./plan.ts";
import { type WorkloadName, workloads } from "./workloads.ts";

const names = Object.keys(workloads) as WorkloadName[];
const name = fc.constantFrom(...names);
const wanted = fc.record({
  seed: fc.nat(1000),
  transactions: fc.integer({ min: 1, max: 60 }),
  hangUps: fc.constantFrom(0, 20),
});

Deno.test("a workload is a pure function of what is wanted", () => {
  fc.assert(fc.property(name, wanted, (which, given) => {
    assertEquals(workloads[which](given), workloads[which](given));
    assertEquals(workloads[which](given).plans.length, given.transactions);
  }));
});

Deno.test("no value is written to a key twice, and every key is read in the end", () => {
  fc.assert(fc.property(name, wanted, (which, given) => {
    const { first, plans, keys } = workloads[which](given), written = new Set<string>();
    for (const { steps } of [...first === undefined ? [] : [first], ...plans]) {
      for (const step of steps) {
        assert(keys.includes(step.key), `${step.key}`);
        if (step.type === "read") continue;
        // What an addition writes is told from others by its tag.
        const value = JSON.stringify([step.key, step.type === "add" ? step.tag : step.value]);
        assert(!written.has(value), value);
        written.add(value);
      }
    }
  }));
});

Deno.test("more transactions begin with the same ones, so a longer run is no other run", () => {
  for (const which of names) {
    const [short, long] = [20, 50].map((transactions) =>
      workloads[which]({ seed: 3, transactions })
    );
    assertEquals(long!.plans.slice(0, 20), short!.plans);
  }
});

Deno.test("the ends of transactions are drawn apart from what they do", () => {
  const stepsOf = ({ steps }: Plan) => steps;
  for (const which of names) {
    const calm = workloads[which]({ seed: 5, transactions: 200 });
    const wild = workloads[which]({ seed: 5, transactions: 200, hangUps: 40 });
    assertEquals(wild.plans.map(stepsOf), calm.plans.map(stepsOf));
    const count = (end: Plan["ends"]) => wild.plans.filter(({ ends }) => ends === end).length;
    assert(count("hang up") > 50 && count("abort") > 5, `${count("hang up")}, ${count("abort")}`);
    assert(calm.plans.every(({ ends }) => ends !== "hang up"));
  }
});

Deno.test("transfers move money from one account to another", () => {
  const { plans } = workloads["bank"]({ seed: 1, transactions: 100 });
  const moves = plans.filter(({ steps }) => steps.some(({ type }) => type === "add"));
  assert(moves.length > 40);
  for (const { steps } of moves) {
    const [out, into] = steps;
    assert(out?.type === "add" && into?.type === "add" && out.key !== into.key);
    assertEquals(out.amount, -into.amount);
  }
});

Deno.test("workloads that make no sense are refused", () => {
  for (const which of names) {
    assertThrows(() => workloads[which]({ seed: 1, transactions: 0 }), RangeError, "transactions");
    const rude = { seed: 1, transactions: 1, hangUps: 101 };
    assertThrows(() => workloads[which](rude), RangeError, "hangUps");
    assertThrows(() => workloads[which]({ seed: 0.5, transactions: 1 }), RangeError, "seed");
  }
});
