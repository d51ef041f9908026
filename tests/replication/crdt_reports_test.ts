/**
 * Reports of CRDTs that lost data or did not converge, each played here. Where a mistake of ours is planted for the laws
 * (`lib/laboratory/replication/crdt/wrong`), the same steps show its harm.
 *
 * What these report cannot happen here:
 * - akkadotnet/akka.net 8219 (a marker says that dots of a removed node were pruned, and the pruned state is not with
 *   it): contexts are not pruned, so there is no marker. A name costs one entry for ever. That a smaller state reads as
 *   removals is played below.
 * - yjs 140, y-octo 53, automerge-classic 395 and nextcloud/text 5724 are about sequences and documents.
 */

import { assertEquals, assertThrows } from "@std/assert";
import { sets } from "hb/laboratory/replication/crdt/wrong/sets.ts";
import { values } from "hb/laboratory/replication/crdt/wrong/values.ts";
import {
  type AnyStateCrdt,
  mergedAll,
  type Replica,
  type StateCrdt,
  updated,
} from "hb/replication/crdt/crdt.ts";
import { bugs } from "hb/replication/crdt/gossip/bugs.ts";
import { basket, type BasketUpdate, click } from "hb/replication/crdt/gossip/basket.ts";
import { deltas } from "hb/replication/crdt/gossip/gossip.ts";
import type { Rules } from "hb/replication/crdt/gossip/rules.ts";
import { causalCounterType, type CounterUpdate } from "hb/replication/crdt/state/causal_counter.ts";
import { contextBelow } from "hb/replication/crdt/state/context.ts";
import { gCounter } from "hb/replication/crdt/state/counters.ts";
import type { SetUpdate } from "hb/replication/crdt/state/elements.ts";
import { lwwRegister } from "hb/replication/crdt/state/lww_register.ts";
import { mvRegister, mvRegisterType } from "hb/replication/crdt/state/mv_register.ts";
import { orMap, seenOf } from "hb/replication/crdt/state/or_map.ts";
import { orSet, orSetType } from "hb/replication/crdt/state/or_set.ts";
import { constant } from "hb/sim/latency.ts";
import { World } from "hb/sim/world.ts";

const add = (element: string): SetUpdate => ({ type: "add", element });
const remove = (element: string): SetUpdate => ({ type: "remove", element });
const wrong = (name: string): AnyStateCrdt => ({ ...values, ...sets })[name]!.subject.crdt;

/** The state after some updates by one replica. */
function after<S, U, V>(
  crdt: StateCrdt<S, U, V>,
  state: S,
  replica: Replica,
  ...updates: readonly U[]
): S {
  return updates.reduce((all, update) => updated(crdt, all, replica, update), state);
}

/** Elements in the order of the alphabet. */
const sorted = (elements: ReadonlySet<unknown>) => [...elements].sort();

Deno.test("automerge 675 and 536: two copies that write under one name are refused, and do not diverge in silence", () => {
  const common = after(mvRegister, mvRegister.init(), "user", { type: "write", value: 0 });
  const one = after(mvRegister, common, "user", { type: "write", value: "tab 1" });
  const two = after(mvRegister, common, "user", { type: "write", value: "tab 2" });
  assertThrows(
    () => mvRegister.merge(one, two),
    RangeError,
    "event 2 of replica user must be one write",
  );
  const fresh = after(mvRegister, common, "user.2", { type: "write", value: "tab 2" });
  assertEquals(mvRegister.value(mvRegister.merge(one, fresh)), ["tab 1", "tab 2"]);
});

/**
 * Node 1 adds foo and bar, node 2 baz, and somebody merges the two. Node 1, which has not heard of that, removes bar. Then
 * it merges what the two were.
 */
function riak78(set: AnyStateCrdt) {
  const one = after(set, set.init(), 1, add("foo"), add("bar"));
  const both = set.merge(one, after(set, set.init(), 2, add("baz")));
  const removed = after(set, one, 1, remove("bar"));
  const merged = [set.merge(removed, both), set.merge(both, removed)];
  return { removed, both, shown: merged.map((state) => sorted(set.value(state))) };
}

Deno.test("riak_dt 78: a remove does not advance the clock, and still the element stays away", () => {
  assertEquals(riak78(orSet).shown, [["baz", "foo"], ["baz", "foo"]]);
  const back = ["bar", "baz", "foo"];
  assertEquals(riak78(wrong("not above counts as above")).shown, [back, back]);
});

Deno.test("riak_dt 79: to ask for a strictly greater clock does not help, as it was one", () => {
  const { removed, both } = riak78(orSet);
  const [less, more] = [removed, both].map(({ context }: ReturnType<typeof orSet.init>) => context);
  assertEquals([contextBelow(less!, more!), contextBelow(more!, less!)], [true, false]);
  const back = ["bar", "baz", "foo"];
  assertEquals(riak78(wrong("a greater clock is newer")).shown, [back, back]);
});

Deno.test("riak_dt 99 and 113: a remove of what is not here yet is not forgotten when the key is removed otherwise", () => {
  const map = orMap(orSetType);
  const put = (element: string) => ({ type: "update", key: "k", update: add(element) }) as const;
  const far = after(map, map.init(), "B", put("x"));
  const seen = seenOf(orSetType, far, "k");
  // A client has seen x at B, and removes the key at A, which has not; A has another element, removed by itself.
  const here = after(map, map.init(), "A", put("y"));
  const first = after(map, here, "A", { type: "remove", key: "k", seen });
  assertEquals(sorted(map.value(first).get("k")!), ["y"]);
  const second = after(map, first, "A", { type: "remove", key: "k" });
  assertEquals(map.value(map.merge(second, far)), new Map());
  assertEquals(map.value(map.merge(far, second)), new Map());
});

/** Three adds at A; B has the deltas of the first and the third, and C the whole. B's state goes to C, then A's second delta to B. */
function akka22188(set: AnyStateCrdt): readonly unknown[] {
  const adds = ["a", "b", "c"].map(add);
  const states = adds.map((_, i) => after(set, set.init(), "A", ...adds.slice(0, i + 1)));
  const sent = adds.map((update, i) => set.update(states[i - 1] ?? set.init(), "A", update));
  const holed = mergedAll(set, [sent[0]!, sent[2]!]);
  const whole = states[2]!;
  return [
    sorted(set.value(set.merge(whole, holed))),
    sorted(set.value(set.merge(holed, sent[1]!))),
  ];
}

Deno.test("the task akka-core 22188, before PR 22331: deltas out of order make no holes that read as removals", () => {
  assertEquals(akka22188(orSet), [["a", "b", "c"], ["a", "b", "c"]]);
  assertEquals(akka22188(wrong("a clock with holes")), [["a", "c"], ["a", "c"]]);
});

Deno.test("akka-core 22606: of a remove and an add after it, the add is there, in whatever order the deltas come", () => {
  const before = after(orSet, orSet.init(), 1, add("x"));
  const gone = orSet.update(before, 1, remove("x"));
  const again = orSet.update(orSet.merge(before, gone), 1, add("x"));
  for (const sent of [[gone, again], [again, gone], [again, gone, again, gone]]) {
    assertEquals(sorted(orSet.value(mergedAll(orSet, [before, ...sent]))), ["x"]);
  }
});

Deno.test("akka.net 8219: a smaller state removes nothing that it has not known", () => {
  const whole = after(orSet, orSet.init(), "A", add("a"), add("b"));
  const small = after(orSet, orSet.init(), "C", add("c"));
  assertEquals(sorted(orSet.value(orSet.merge(whole, small))), ["a", "b", "c"]);
  assertEquals(sorted(orSet.value(orSet.merge(small, whole))), ["a", "b", "c"]);
});

/** A has keys x and y; B has none of them, and is sent a diff with y alone, then tells C, who has both. */
function partialDiff(set: AnyStateCrdt): readonly unknown[] {
  const first = after(set, set.init(), "A", add("x"));
  const diff = set.update(first, "A", add("y"));
  const there = after(set, set.init(), "B");
  return sorted(set.value(set.merge(first, set.merge(there, diff))));
}

Deno.test("delta_crdt_ex 65: a partial diff says only what it is about", () => {
  assertEquals(partialDiff(orSet), ["x", "y"]);
  assertEquals(partialDiff(wrong("seen all up to the last")), ["y"]);
});

Deno.test("go-ds-crdt 238: put, put, delete at one replica and a put at another give one value at both", () => {
  const map = orMap(mvRegisterType);
  const put = (value: string) =>
    ({ type: "update", key: "k", update: { type: "write", value } }) as const;
  const zero = after(map, map.init(), "R0", put("old"), put("new"), { type: "remove", key: "k" });
  const one = after(map, map.init(), "R1", put("other"));
  for (const both of [map.merge(zero, one), map.merge(one, zero)]) {
    assertEquals(map.value(both), new Map([["k", ["other"]]]));
  }
});

Deno.test("go-ds-crdt 238, as a register: the value under the deleted one does not come back", () => {
  const written = after(
    mvRegister,
    mvRegister.init(),
    "R0",
    { type: "write", value: "old" },
    { type: "write", value: "new" },
    { type: "clear" },
  );
  assertEquals(mvRegister.value(written), []);
});

/** Node 0 counts to 3, which node 1 gets; it loses its disk, counts once more and gossips. */
function lostShard(rules: Partial<Rules> = {}): readonly number[] {
  const world = new World({ protocol: deltas(basket, {}, rules), nodes: 2, seed: 1 });
  const ask = (update: BasketUpdate) => world.tell(0, { type: "update", update });
  for (let i = 0; i < 3; i++) ask(click);
  world.run(1000);
  world.inject({ kind: "crash", at: 0, node: 0, downMs: 5, disk: "wiped" });
  world.run(6);
  ask(click);
  world.run(1000);
  return world.states.map((s) => basket.value(s!.crdt).clicks);
}

Deno.test("scylladb 2169 and 27306: what a node counts after it has lost its shard is added to what it counted before", () => {
  assertEquals(lostShard(), [4, 4]);
  // Nobody notices that node 0 is another one: it is not even sent what it has lost.
  assertEquals(lostShard(bugs["a name is used again"]!.change), [1, 3]);
});

Deno.test("corrosion 352: of two deletes of equal version one wins, for everybody", () => {
  const one = lwwRegister.update(null, "a", { value: null, at: 2 });
  const two = lwwRegister.update(null, "b", { value: "kept", at: 2 });
  const { merge } = wrong("ties are not broken");
  assertEquals([lwwRegister.merge(one, two), lwwRegister.merge(two, one)], [two, two]);
  assertEquals([merge(one, two), merge(two, one)], [one, two]);
});

Deno.test("sphere-sdk 356, which was not reproduced: what is written later is later, though all clocks show 0", () => {
  const first = lwwRegister.update(null, "z", { value: 1, at: 0 });
  const second = lwwRegister.update(first, "a", { value: 2, at: 0 });
  assertEquals(lwwRegister.value(lwwRegister.merge(first, second)), 2);
  const { update, merge, value } = wrong("all writes at time 0");
  const old = update(null, "z", { value: 1, at: 0 });
  assertEquals(value(merge(old, update(old, "a", { value: 2, at: 0 }))), 1);
});

Deno.test("corrosion 2: what a replica says it has is what is durable, also after a restart", () => {
  const world = new World({
    protocol: deltas(basket),
    nodes: 2,
    seed: 1,
    disk: { fsync: constant(50) },
  });
  world.run(500);
  world.tell(0, { type: "update", update: click });
  world.run(120);
  // Node 1 has joined it, and not yet written it.
  world.inject({ kind: "crash", at: 0, node: 1, downMs: 5, unsynced: "lost" });
  world.run(2000);
  assertEquals(world.states.map((s) => basket.value(s!.crdt).clicks), [1, 1]);
});

Deno.test("delta-enabled-crdts 7, convex 641: three writes at one time end alike in every order", () => {
  const writes = ["foo", "bar", "baz"].map((value, i) =>
    lwwRegister.update(null, `r${i}`, { value, at: 6 })
  );
  const [a, b, c] = writes as [typeof writes[0], typeof writes[0], typeof writes[0]];
  const orders = [[a, b, c], [b, a, c], [c, b, a], [b, c, a]];
  assertEquals(
    new Set(orders.map((order) => lwwRegister.value(mergedAll(lwwRegister, order)))).size,
    1,
  );
});

Deno.test("actor-ts 950: two writes with one time and one name are ordered all the same", () => {
  const one = { value: "one", time: 5, replica: "n" },
    two = { value: "two", time: 5, replica: "n" };
  assertEquals(lwwRegister.merge(one, two), lwwRegister.merge(two, one));
});

Deno.test("riak_dt 92 and 93: a removed field is reset, whether it is added again or not", () => {
  const map = orMap(orSetType);
  const put = (element: string) => ({ type: "update", key: "F", update: add(element) }) as const;
  const common = after(map, map.init(), "A", put("X"));
  const other = after(map, common, "B", put("Y"));
  const gone = after(map, common, "A", { type: "remove", key: "F" });
  const again = after(map, gone, "A", put("Z"));
  assertEquals(sorted(map.value(map.merge(gone, other)).get("F")!), ["Y"]);
  assertEquals(sorted(map.value(map.merge(again, other)).get("F")!), ["Y", "Z"]);
});

Deno.test("riak_dt 98: a counter in a map is reset by what was seen of it, and no more", () => {
  const map = orMap(causalCounterType);
  const count = (by: number) =>
    ({ type: "update", key: "n", update: { type: "add", by } satisfies CounterUpdate }) as const;
  const common = after(map, map.init(), "A", count(5));
  const other = after(map, common, "A", count(2));
  const gone = after(map, common, "B", { type: "remove", key: "n" });
  assertEquals(map.value(map.merge(gone, other)).get("n"), 2);
});

Deno.test("riak_kv 761: a field that is updated by a remove inside of it is not lost to a concurrent remove", () => {
  const map = orMap(orSetType);
  const ask = (update: SetUpdate) => ({ type: "update", key: "F", update }) as const;
  const common = after(map, map.init(), "A", ask(add("a")));
  const other = after(map, common, "B", ask(add("b")), ask(remove("a")));
  const gone = after(map, common, "A", { type: "remove", key: "F" });
  assertEquals(sorted(map.value(map.merge(gone, other)).get("F")!), ["b"]);
});

Deno.test("told in many places: a counter that is merged by sum counts every message again", () => {
  const one = after(gCounter, gCounter.init(), "a", 1, 1),
    two = after(gCounter, gCounter.init(), "b", 1);
  const merged = gCounter.merge(gCounter.merge(one, two), two);
  assertEquals(gCounter.value(merged), 3);
  const { merge, value } = wrong("counters are added");
  assertEquals(value(merge(merge(one, two), two)), 4);
});
