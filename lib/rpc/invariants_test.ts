import { assertEquals } from "@std/assert";
import type { Operation } from "../model/history.ts";
import { balanceOf, type Entry, initialState } from "./call.ts";
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
    atMostOnce.check({ at: 0, states: holding(...ledger), history: [] });
  assertEquals(check(first, second, { ...second, client: 2 }), undefined);
  assertEquals(check(first, second, first), {
    words: "call 1 of node 1, a deposit of 10, was executed twice",
    nodes: [0, 1],
  });
});

Deno.test("acknowledged stays: the account may hold more than was told, not less", () => {
  const check = (...inputs: number[]) =>
    acknowledgedStays.check({ at: 0, states: holding(first, second), history: told(...inputs) });
  assertEquals(check(10), undefined);
  assertEquals(check(10, 5), undefined);
  assertEquals(
    check(10, 5, 1)?.words,
    "users were told of deposits of 16 in all, but the account holds 15",
  );
});

Deno.test("an account that is down breaks nothing: nobody can look", () => {
  const states = [undefined, initialState()];
  assertEquals(atMostOnce.check({ at: 0, states, history: told(10) }), undefined);
  assertEquals(acknowledgedStays.check({ at: 0, states, history: told(10) }), undefined);
});

Deno.test("what did not end well was not acknowledged", () => {
  const [ok, open] = told(10, 5) as [Operation, Operation];
  assertEquals(acknowledged([ok, { ...open, outcome: "unknown" }]), 10);
  assertEquals(balanceOf([first, second]), 15);
});
