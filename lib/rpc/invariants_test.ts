import { assertEquals, assertGreater } from "@std/assert";
import { changed } from "../kit/change.ts";
import type { Operation } from "../model/history.ts";
import { uniform } from "../sim/latency.ts";
import { atLeastOnce } from "./at_least_once.ts";
import { bank, quiet, run } from "./bank_test.ts";
import { atLeastOnceBugs, durableBugs, exactlyOnceBugs } from "./bugs.ts";
import { type CallProtocol, type Entry, initialState } from "./call.ts";
import { durable } from "./durable.ts";
import { exactlyOnce } from "./exactly_once.ts";
import { acknowledged, acknowledgedStays, atMostOnce } from "./invariants.ts";

const first: Entry = { client: 1, sequence: 1, amount: 10 };
const second: Entry = { client: 1, sequence: 2, amount: 5 };

function holding(...ledger: Entry[]) {
  return [{ ...initialState(), ledger }, initialState()];
}

function told(...inputs: number[]): Operation[] {
  return inputs.map((input, id) => ({
    id,
    process: 0,
    input,
    output: input,
    invokedAt: id,
    endedAt: id + 1,
    outcome: "ok",
  }));
}

Deno.test("at most once: two calls of equal amount are two calls, one call twice is not", () => {
  const check = (...ledger: Entry[]) =>
    atMostOnce.check({ at: 0, states: holding(...ledger), history: told(10, 5, 5, 10) });
  assertEquals(check(first, second, { ...second, client: 2 }), undefined);
  assertEquals(check(first, second, first), {
    words: "call 1 of node 1, a deposit of 10, was executed twice",
    nodes: [0, 1],
  });
});

Deno.test("at most once: a deposit that is there again under another number is there twice", () => {
  const check = (history: Operation[], ...ledger: Entry[]) =>
    atMostOnce.check({ at: 0, states: holding(...ledger), history })?.words;
  const again = { ...first, sequence: 3 };
  const words = "a deposit of 10 was executed again, as call 3 of node 1";
  assertEquals(check(told(10, 5), first, second, again), words);
  assertEquals(check(told(5), first, again), words, "whether or not anybody asked for it");
  assertEquals(check(told(10, 10), first, again), undefined);
});

Deno.test("at most once: a repetition with a new number doubles a deposit, and each such run is seen", () => {
  const rain = {
    network: { latency: uniform(1, 120), loss: 0.3, duplication: 0.2 },
    invariants: [],
  };
  for (
    const [protocol, bugs] of [[exactlyOnce, exactlyOnceBugs], [durable, durableBugs]] as const
  ) {
    const anew = changed(protocol, bugs["numbers each attempt anew"]!.change);
    const twice = Array.from({ length: 50 }, (_, i) => run(bank(anew, rain), i + 1)).filter(
      (world) => {
        const amounts = world.states[0]!.ledger.map(({ amount }) => amount);
        const isTwice = new Set(amounts).size < amounts.length;
        assertEquals(atMostOnce.check(world.snapshot()) !== undefined, isTwice);
        return isTwice;
      },
    );
    assertGreater(twice.length, 25);
  }
});

Deno.test("acknowledged stays: the account may hold more than was told, not less", () => {
  const check = (...inputs: number[]) =>
    acknowledgedStays.check({ at: 0, states: holding(first, second), history: told(...inputs) });
  assertEquals(check(10), undefined);
  assertEquals(check(10, 5), undefined);
  assertEquals(
    check(10, 5, 1)?.words,
    "a user was told that 1 was deposited, but this deposit is not in the account",
  );
});

Deno.test("acknowledged stays: no other deposit stands for the one that was confirmed", () => {
  const check = (ledger: Entry[], ...inputs: number[]) =>
    acknowledgedStays.check({ at: 0, states: holding(...ledger), history: told(...inputs) })?.words;
  const missing = "a user was told that 10 was deposited, but this deposit is not in the account";
  assertEquals(check([{ ...first, client: 2, amount: 20 }], 10), missing, "nor a larger one");
  assertEquals(check([second, { ...second, sequence: 3 }], 10), missing, "nor the sum of others");
  assertEquals(check([first, first], 10, 10), missing, "nor the same call, executed twice");
  assertEquals(check([first, { ...first, sequence: 2 }], 10, 10), undefined);
});

Deno.test("at least once that takes any reply: the second confirmation is of nothing, and is seen", () => {
  const takesAny = changed(atLeastOnce, atLeastOnceBugs["takes any reply"]!.change);
  const network = { latency: uniform(1, 120), loss: 0.3, duplication: 0.2 };
  const scenario = bank(takesAny, { network, invariants: [acknowledgedStays] });
  const broken = Array.from({ length: 50 }, (_, i) => run(scenario, i + 1).violation)
    .filter((violation) => violation?.invariant === "acknowledged stays");
  assertGreater(broken.length, 45);
});

Deno.test("at most once counts effects: what a crash took out of the ledger may be executed again", () => {
  let executions = 0;
  const counting: CallProtocol = {
    ...durable,
    upon: {
      ...durable.upon,
      request(s, event, io) {
        const before = s.ledger.length;
        durable.upon.request(s, event, io);
        executions += s.ledger.length - before;
      },
    },
  };
  const faults = [{ kind: "crash", at: 9, node: 0, downMs: 20, unsynced: "lost" }] as const;
  const world = run(quiet(counting, { disk: { fsync: uniform(3, 3) }, faults }));
  assertEquals(executions, 2);
  assertEquals(world.states[0]!.ledger.length, 1);
  assertEquals(world.violation, undefined);
});

Deno.test("an account that is down breaks nothing: nobody can look", () => {
  const states = [undefined, initialState()];
  assertEquals(atMostOnce.check({ at: 0, states, history: told(10) }), undefined);
  assertEquals(acknowledgedStays.check({ at: 0, states, history: told(10) }), undefined);
});

Deno.test("what did not end well was not acknowledged", () => {
  const [ok, open] = told(10, 5) as [Operation, Operation];
  assertEquals(acknowledged([ok, { ...open, outcome: "unknown" }]), [ok]);
});
