import { assertEquals } from "@std/assert";
import { command, leader, logOf, server } from "hb/consensus/raft/servers_test.ts";
import type { State } from "hb/consensus/raft/state.ts";
import { globalInvariants } from "./momentary.ts";

/** The properties that a moment breaks, and in which words. */
function broken(...states: (State | undefined)[]): string[] {
  return globalInvariants().flatMap((invariant) => {
    const breach = invariant.check({ at: 0, states, history: [] });
    return breach ? [`${invariant.name}: ${breach.words}`] : [];
  });
}

const applied = (terms: number[], upTo: number, changes: Partial<State<unknown[]>> = {}) =>
  server({ log: logOf(terms), commitIndex: upTo, lastApplied: upTo, ...changes });

Deno.test("moments: servers that differ only in what is not committed are well", () => {
  const states = [
    leader({ term: 3, log: logOf([1, 1, 3]), commitIndex: 2, lastApplied: 2 }),
    applied([1, 1, 2, 2], 2, { term: 2 }),
    undefined,
    applied([1], 1),
    server({ log: logOf([3], { index: 2, term: 1 }), commitIndex: 2, lastApplied: 2 }),
    leader({ term: 2, log: logOf([1, 1, 2]) }),
  ];
  assertEquals(broken(...states), []);
});

Deno.test("moments: two leaders in a term", () => {
  const two = [leader({ term: 3 }), server(), leader({ term: 3 })];
  assertEquals(broken(...two), ["election safety: nodes 0 and 2 both lead in term 3"]);
});

Deno.test("moments: logs that differ below an entry in which they agree, or in it", () => {
  const one = server({ log: logOf([1, 2, 3]) });
  assertEquals(broken(one, server({ log: logOf([1, 1, 3]) })), [
    "log matching: nodes 0 and 1 differ in entry 2, and agree after it",
  ]);
  const other = server({ log: logOf([1, 2, 3]) });
  other.log.entries[2] = command(3, "another");
  assertEquals(broken(one, other), [
    "log matching: nodes 0 and 1 differ in entry 3, and agree after it",
  ]);
});

Deno.test("moments: a leader that lacks what was committed before", () => {
  const lacks = leader({ term: 4, log: logOf([1]) });
  assertEquals(broken(applied([1, 2], 2, { term: 2 }), lacks), [
    "leader completeness: nodes 1 and 0 differ in entry 2, committed before the first led",
  ]);
  assertEquals(broken(applied([1, 5], 2, { term: 5 }), lacks), []);
});

Deno.test("moments: servers that have applied different entries", () => {
  assertEquals(broken(applied([1, 2, 2], 3), applied([1, 3], 2)), [
    "state-machine safety: nodes 0 and 1 have applied different entries at 2",
  ]);
});
