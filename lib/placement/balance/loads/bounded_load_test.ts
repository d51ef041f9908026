import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { withServers } from "../kit/story.ts";
import { boundedLoad } from "./bounded_load.ts";

Deno.test("equal keys go to one server, whose departure moves its own keys only", () => {
  const balancer = withServers(boundedLoad({ factor: Infinity }), 8);
  const keys = Array.from({ length: 400 }, (_, i) => `key ${i}`);
  const before = keys.map((key) => balancer.pick(0, { key }));
  assertEquals(new Set(before).size, 8);
  balancer.remove(3, 0);
  keys.forEach((key, i) => {
    if (before[i] !== 3) assertEquals(balancer.pick(0, { key }), before[i]);
    else assert(balancer.pick(0, { key }) !== 3);
  });
});

Deno.test("whatever the keys, weights and factor, nobody is over its bound, and every request finds a place", () => {
  const weights = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 6 });
  const keys = fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 60 });
  const factor = fc.double({ min: 1, max: 3, noNaN: true });
  fc.assert(fc.property(weights, keys, factor, (all, asked, times) => {
    const balancer = boundedLoad({ factor: times });
    all.forEach((weight, server) => balancer.add(server, 0, weight));
    const sum = all.reduce((a, b) => a + b);
    asked.forEach((key, i) => {
      const server = balancer.pick(0, { key });
      balancer.started(server, 0);
      const bound = Math.ceil(times * (i + 1) * all[server]! / sum);
      assert(balancer.inFlight(server) <= bound);
    });
  }));
});

Deno.test("an order that names strangers, or forgets some, still ends with a server that is there", () => {
  const strange = withServers(boundedLoad({ order: () => [9, 1, 8] }), 3);
  assertEquals(strange.pick(0, { key: "k" }), 1);
  const empty = withServers(boundedLoad({ order: () => [] }), 3);
  assertEquals(empty.pick(0, { key: "k" }), 0);
});

Deno.test("a factor below 1 has no room for all, and is refused", () => {
  for (const factor of [0.99, 0, NaN]) {
    assertThrows(() => boundedLoad({ factor }), RangeError, `given ${factor}`);
  }
});

Deno.test("the bound counts the request that is to be placed: with nothing under way, a key has its own", () => {
  const balancer = withServers(boundedLoad({ factor: 1, order: () => [2, 0, 1] }), 3);
  const sent = Array.from({ length: 6 }, () => {
    const server = balancer.pick(0, { key: "k" });
    balancer.started(server, 0);
    return server;
  });
  assertEquals(sent, [2, 0, 1, 2, 0, 1]);
});
