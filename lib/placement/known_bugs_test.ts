/**
 * Bugs of other libraries, each as a small story that must end well here. Tests are named after the
 * reports. What of them can be done wrong in this library's terms is in `bugs.ts` as well.
 */

import { assert, assertEquals, assertThrows } from "@std/assert";
import { anchor } from "./anchor/anchor.ts";
import { bounded } from "./bounded/bounded.ts";
import { BoundedLoads } from "./bounded/loads.ts";
import { type Hashing, hashing, type Key, truncated } from "./hash/hashing.ts";
import { jumping } from "./jump/jump.ts";
import { maglev } from "./maglev/maglev.ts";
import type { HashPlacement, Member, Placement } from "./placement.ts";
import { rendezvous } from "./rendezvous/rendezvous.ts";
import { skeleton } from "./rendezvous/skeleton.ts";
import { ring } from "./ring/ring.ts";

const named = (...ids: string[]): Member[] => ids.map((id) => ({ id }));
const keys = Array.from({ length: 2000 }, (_, i) => `key ${i}`);
const places = (placement: Placement) => keys.map((key) => placement.place(key));
const few = truncated(hashing(), 3);

type Way = (members: Iterable<Member>, options?: { hashing?: Hashing }) => HashPlacement;
const ofSets: readonly Way[] = [ring, rendezvous, skeleton, jumping, maglev];

Deno.test("envoy 20703: Maglev's table does not depend on the order of the hosts", () => {
  const one = maglev(named("a", "b", "c", "d")), other = maglev(named("c", "a", "d", "b"));
  assertEquals(one.table, other.table);
});

Deno.test("libmemcached 41, ringpop-go 196, ringpop-node 317: ties on the ring go by name", () => {
  const orders = ["abcd", "dcba", "cadb"].map((order) => named(...order));
  const made = orders.map((order) =>
    order.reduce((made, member) => made.add(member), ring([], { hashing: few }))
  );
  for (const other of made) assertEquals(other.points, made[0]!.points);
  // Three bits are eight positions: nearly all points are tied.
  assertEquals(new Set(made[0]!.points.positions).size, 8);
});

Deno.test("pragmatica 1324, stathat 5, lafikl 10, pekko 3279: who goes takes nobody's points along", () => {
  const before = ring(named("a"), { hashing: few, points: 20 });
  const after = before.add({ id: "b" }).remove("b");
  assertEquals(after.points, before.points);
  assertEquals(before.add({ id: "B" }).remove("a").points.owners.length, 20);
});

Deno.test("RendezvousHash 1: a tie goes to the lesser name, not to the first of a list", () => {
  const options = { hashing: truncated(hashing(), 1) };
  const one = rendezvous(named("a", "b", "c", "d"), options);
  assertEquals(places(one), places(rendezvous(named("d", "b", "a", "c"), options)));
});

Deno.test("ketama 13, memcached 873: a node that comes changes no other's points", () => {
  const before = ring([{ id: "a", weight: 1 }, { id: "b", weight: 3 }]);
  const after = before.add({ id: "c", weight: 100 });
  const own = (made: typeof before, at: number) =>
    made.points.positions.filter((_, i) => made.points.owners[i] === at);
  for (const at of [0, 1]) assertEquals(own(after, at), own(before, at));
});

Deno.test("EnyimMemcached 100, node-consistent-hashing 1: keys at the ring's edges have a node", () => {
  const at = (high: number): Hashing => ({ ...hashing(), key: () => ({ high, low: 0 }) });
  const { points } = ring(named("a", "b", "c"));
  const first = points.owners[0]!, last = points.positions.at(-1)!;
  const owner = (high: number) => ring(named("a", "b", "c"), { hashing: at(high) }).place("key");
  const id = "abc"[first];
  assertEquals([0, points.positions[0]!, last + 1, 2 ** 32 - 1].map(owner), [id, id, id, id]);
  assertEquals(owner(last), "abc"[points.owners.at(-1)!]);
});

Deno.test("python-binary-memcached 236: an object is no name, and no key", () => {
  const address = { toString: () => "10.0.0.1" };
  for (const way of ofSets) {
    assertThrows(() => way([{ id: address as unknown as string }]), TypeError, "given object");
    assertThrows(() => way(named("a")).place(address as unknown as Key), TypeError, "given object");
    assertEquals(places(way(named("a", "b"))), places(way(structuredClone(named("a", "b")))));
  }
});

Deno.test("nginx 523: two endpoints under one name are refused", () => {
  for (const way of ofSets) {
    assertThrows(() => way(named("db", "db")), RangeError, 'given "db"');
  }
});

Deno.test("php-memcached 344: weight 1 and no weight are the same, in a rolling upgrade", () => {
  const plain = named("a", "b", "c"), weighed = plain.map(({ id }) => ({ id, weight: 1 }));
  for (const way of ofSets) assertEquals(places(way(plain)), places(way(weighed)));
});

Deno.test("grpc-go 7363, grpc-java 9085: a walk comes to every node, from wherever it begins", () => {
  const members = named("a", "b", "c", "d", "e");
  for (const way of [...ofSets, anchor]) {
    const { replicas } = way(members);
    for (const key of keys.slice(0, 100)) {
      assertEquals(replicas(key, 5).toSorted(), ["a", "b", "c", "d", "e"]);
    }
  }
});

Deno.test("envoy 11888: where one host of a hundred has room, it is found", () => {
  const ids = Array.from({ length: 100 }, (_, i) => `host ${i}`);
  const loads = new BoundedLoads(ring(named(...ids), { points: 1 }), hashing(), 0);
  // With an epsilon of 0, the hundredth has one host to go to, and each one is asked for the same key.
  const taken = new Set(ids.map(() => loads.take("one key")));
  assertEquals(taken.size, 100);
});

Deno.test("envoy 7478: an epsilon of 0 is a bound like others, and not none", () => {
  const { loads } = bounded(named("a", "b", "c"), { keys: keys.slice(0, 300), epsilon: 0 });
  assertEquals(loads, [100, 100, 100]);
});

Deno.test("CASSANDRA-16364: two nodes that join at once, each blind to the other, have their own points", () => {
  // Points are hashes of names: nobody draws them, and so nobody has to see whose are taken.
  const before = ring(named("a", "b"));
  const one = before.add({ id: "c" }), other = before.add({ id: "d" });
  assertEquals(one.add({ id: "d" }).points, other.add({ id: "c" }).points);
  const { positions } = one.add({ id: "d" }).points;
  assert(positions.every((position, i) => i === 0 || position > positions[i - 1]!));
});
