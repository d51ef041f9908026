import { assertEquals, assertThrows } from "@std/assert";
import { type AnyStateCrdt, compareReplicas, mergedAll, sizeOf, updated } from "../crdt.ts";
import { boundedCounter, rightsOf } from "./bounded_counter.ts";
import { causalCounter } from "./causal_counter.ts";
import { isGapless } from "./causal.ts";
import { gCounter, pnCounter } from "./counters.ts";
import { gSet, twoPhaseSet } from "./grow_sets.ts";
import { lwwRegister, lwwRegisterWith } from "./lww_register.ts";
import { mvRegister, mvRegisterType } from "./mv_register.ts";
import { orMap } from "./or_map.ts";
import { orSet } from "./or_set.ts";
import { orSetTombstones } from "./or_set_tombstones.ts";
import { product } from "./product.ts";
import { rwSet } from "./rw_set.ts";

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

Deno.test("a counter counts no further than numbers are told apart", () => {
  const much = Number.MAX_SAFE_INTEGER;
  const full = updated(gCounter, gCounter.init(), "a", much);
  for (const replica of ["a", "b"]) {
    assertThrows(() => gCounter.update(full, replica, 1), RangeError, "below 2^53");
  }
});

Deno.test("what cannot be asked of a type is refused, and says what could be", () => {
  const refused = (crdt: AnyStateCrdt, update: unknown, words: string) =>
    assertThrows(() => crdt.update(crdt.init(), "a", update), RangeError, words, crdt.name);
  const sets = [orSet, rwSet, twoPhaseSet, orSetTombstones];
  const others = [
    gSet,
    mvRegister,
    lwwRegister,
    boundedCounter,
    causalCounter,
    orMap(mvRegisterType),
  ];
  for (const type of [...sets, ...others]) {
    refused(type, null, "must be a record: given null");
    refused(type, { type: "no such", element: "x", by: 1, value: 1, at: 1, key: "k" }, "Cannot");
  }
  for (const set of sets) {
    refused(set, { type: "put", element: "x" }, 'type must be one of "add", "remove": given "put"');
    refused(set, { type: "add" }, "element must be a text, a number, true, false or null");
  }
  refused(gSet, { type: "remove", element: "x" }, 'type must be one of "add"');
  refused(boundedCounter, { type: "give", by: 1 }, "to must be the name of a replica");
  const both = product({ clicks: gCounter, basket: orSet });
  refused(both, null, "must be a record");
  refused(both, { part: "cart", update: 1 }, 'part must be one of "clicks", "basket"');
  refused(both, { part: "basket", update: null }, "must be a record");
});

Deno.test("a key is removed by dots that can be, so that no later event has another number", () => {
  const map = orMap(mvRegisterType);
  for (const count of [2.5, 0, -1, NaN, 2 ** 53]) {
    assertThrows(
      () =>
        map.update(map.init(), "a", { type: "remove", key: "k", seen: [{ replica: "a", count }] }),
      RangeError,
      "seen must be a list in which each is a dot",
    );
  }
});

Deno.test("a time that no later one could follow is refused", () => {
  for (const at of [NaN, Infinity, -Infinity, 2 ** 53, undefined as unknown as number]) {
    assertThrows(
      () => lwwRegister.update(null, "a", { value: 1, at }),
      RangeError,
      "at must be a number from",
    );
  }
  const last = lwwRegister.update(null, "a", { value: 1, at: 2 ** 53 - 1 });
  assertThrows(
    () => lwwRegister.update(last, "a", { value: 2, at: 0 }),
    RangeError,
    "time must be",
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
