import { assert, assertEquals, assertThrows } from "@std/assert";
import { kit as commitWait } from "../clocks/commit_wait/kit.ts";
import { kit as mutex } from "../clocks/mutex/kit.ts";
import { exploreInstance } from "./find.ts";
import { type Progress, simulate } from "./simulate.ts";

Deno.test("a simulation tells how far it is, and is the same as one that does not", () => {
  const told: Progress[] = [];
  const options = { seeds: 20, storm: "pauses" };
  const { counts, failure } = simulate(mutex, { ...options, report: (each) => told.push(each) });
  assertEquals([counts, failure], [simulate(mutex, options).counts, undefined]);
  assertEquals(
    [...new Set(told.map(({ seed }) => seed))],
    Array.from({ length: 20 }, (_, i) => i + 1),
  );
  assert(told.every(({ shrinkRuns }) => shrinkRuns === 0));
  const busy = simulate(mutex, { nodes: 20, report: (each) => told.push(each) });
  assertEquals(told.at(-1)!.events, busy.counts.events - busy.counts.events % 1000);
});

Deno.test("it tells how many runs shrinking has taken", () => {
  const told: Progress[] = [];
  const { failure } = simulate(mutex, {
    bug: "any message will do",
    seeds: 100,
    report: (each) => told.push(each),
  });
  const { seed, shrinkRuns } = failure!;
  const shrinking = told.filter((each) => each.shrinkRuns > 0);
  assert(shrinking.length > shrinkRuns && shrinking.every((each) => each.seed === seed));
  assertEquals(shrinking.map((each) => each.shrinkRuns), shrinking.map((_, i) => i + 1));
});

Deno.test("no seeds, and too many nodes to wait for, are refused", () => {
  for (const seeds of [0, -1, 0.5, NaN, Infinity, 2 ** 60]) {
    assertThrows(() => simulate(mutex, { seeds }), RangeError, `1 on: given ${seeds}`);
  }
  for (const nodes of [1, 101, 10_000, 2.5, NaN]) {
    assertThrows(
      () => simulate(mutex, { nodes }),
      RangeError,
      `Cannot run the storm "calm" because it is made for 2 to 100 nodes: given ${nodes}`,
    );
  }
});

Deno.test("a storm that says so is made for more nodes", () => {
  assertEquals(simulate(commitWait, { nodes: 10_000 }).nodes, 10_000);
  assertThrows(() => simulate(commitWait, { nodes: 10_001 }), RangeError, "for 2 to 10000 nodes");
});

Deno.test("what a kit has not is said with what it has", () => {
  const says = (kit: typeof mutex, instance?: string) =>
    assertThrows(() => exploreInstance(kit, instance), RangeError).message;
  assertEquals(
    says(mutex, "four nodes"),
    'Cannot use an instance of mutex because it must be one of its own (it has "two nodes", "three nodes"): ' +
      'given "four nodes"',
  );
  const none = { ...mutex, instances: {} };
  const words =
    "Cannot use an instance of mutex because there must be one, and it has none: given ";
  assertEquals(says(none), `${words}no name`);
  assertEquals(says(none, "four nodes"), `${words}"four nodes"`);
});
