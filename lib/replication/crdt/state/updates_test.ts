import { assertEquals, assertThrows } from "@std/assert";
import { compareReplicas, mergedAll, sizeOf, updated } from "../crdt.ts";
import { boundedCounter, rightsOf } from "./bounded_counter.ts";
import { causalCounter } from "./causal_counter.ts";
import { isGapless } from "./causal.ts";
import { gCounter, pnCounter } from "./counters.ts";
import { twoPhaseSet } from "./grow_sets.ts";
import { lwwRegister, lwwRegisterWith } from "./lww_register.ts";
import { orSet } from "./or_set.ts";

Deno.test("amounts that cannot be added are refused, and say so", () => {
  for (const by of [0, -1, 1.5, NaN, Infinity]) {
    assertThrows(() => gCounter.update(new Map(), "a", by), RangeError, "must be 1 or more");
  }
  assertThrows(() => pnCounter.update(pnCounter.init(), "a", 0.5), RangeError, "1 or more");
  assertThrows(
    () => causalCounter.update(causalCounter.init(), "a", { type: "add", by: 0.5 }),
    RangeError,
    "must be a whole number: given 0.5",
  );
});

Deno.test("a replica spends what it was given, and no more", () => {
  const added = updated(boundedCounter, boundedCounter.init(), "a", { type: "add", by: 5 });
  assertThrows(
    () => boundedCounter.update(added, "b", { type: "take", by: 1 }),
    RangeError,
    "replica b must have the rights to it, and has 0: given 1",
  );
  const given = updated(boundedCounter, added, "a", { type: "give", by: 2, to: "b" });
  assertEquals([rightsOf(given, "a"), rightsOf(given, "b")], [3, 2]);
  const taken = updated(boundedCounter, given, "b", { type: "take", by: 2 });
  assertEquals([boundedCounter.value(taken), rightsOf(taken, "b")], [3, 0]);
});

Deno.test("a gift that arrives twice is given once", () => {
  const added = updated(boundedCounter, boundedCounter.init(), "a", { type: "add", by: 5 });
  const gift = boundedCounter.update(added, "a", { type: "give", by: 2, to: "b" });
  const twice = mergedAll(boundedCounter, [added, gift, gift]);
  assertEquals([rightsOf(twice, "a"), rightsOf(twice, "b")], [3, 2]);
});

Deno.test("what was removed from a 2P-set is gone for good, and what was never seen can still be added", () => {
  const ask = (type: "add" | "remove") => ({ type, element: "x" }) as const;
  const unseen = updated(twoPhaseSet, twoPhaseSet.init(), "a", ask("remove"));
  const there = updated(twoPhaseSet, unseen, "a", ask("add"));
  assertEquals(twoPhaseSet.value(there), new Set(["x"]));
  const gone = updated(twoPhaseSet, there, "a", ask("remove"));
  assertEquals(twoPhaseSet.value(updated(twoPhaseSet, gone, "a", ask("add"))), new Set());
});

Deno.test("a write by a clock that is behind still overwrites, unless clocks alone decide", () => {
  const first = lwwRegister.update(null, "a", { value: 1, at: 100 });
  const late = { value: 2, at: 7 };
  assertEquals(lwwRegister.value(updated(lwwRegister, first, "b", late)), 2);
  assertEquals(
    lwwRegister.value(updated(lwwRegisterWith({ times: "clock" }), first, "b", late)),
    1,
  );
});

Deno.test("a delta leaves gaps where it is merged out of order, until the rest comes", () => {
  const add = (element: string) => ({ type: "add", element }) as const;
  const one = orSet.update(orSet.init(), "a", add("x"));
  const two = orSet.update(one, "a", add("y"));
  assertEquals([isGapless(two), isGapless(orSet.merge(two, one))], [false, true]);
});

Deno.test("replicas have one order: numbers by value, then names", () => {
  assertEquals(["b", 10, "a", 9, "10"].sort(compareReplicas), [9, 10, "10", "a", "b"]);
  assertEquals(compareReplicas("a", "a"), 0);
});

Deno.test("the size of a state is that of its bytes", () => {
  assertEquals(sizeOf(new Map([["a", 1]])), 6);
});
