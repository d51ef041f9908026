import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { hashing } from "../hash/hashing.ts";
import { ring } from "../ring/ring.ts";
import { bounded } from "./bounded.ts";
import { capacities } from "./capacity.ts";
import { BoundedLoads } from "./loads.ts";

const named = (count: number) => Array.from({ length: count }, (_, i) => ({ id: `node ${i}` }));
const keysOf = (count: number) => Array.from({ length: count }, (_, i) => `key ${i}`);
const epsilons = fc.double({ min: 0, max: 2, noNaN: true });

Deno.test("every key is placed, and no node has more than it may", () => {
  fc.assert(fc.property(
    fc.integer({ min: 1, max: 12 }),
    fc.nat(60),
    epsilons,
    (nodes, count, epsilon) => {
      const { loads, most } = bounded(named(nodes), { keys: keysOf(count), epsilon });
      assertEquals(loads.reduce((a, b) => a + b), count);
      assert(loads.every((load, at) => load <= most[at]!));
    },
  ));
});

Deno.test("the order in which keys are named does not matter", () => {
  const keys = keysOf(300), one = bounded(named(7), { keys, epsilon: 0.1 });
  const other = bounded(named(7), { keys: keys.toReversed(), epsilon: 0.1 });
  assertEquals(keys.map(one.place), keys.map(other.place));
});

Deno.test("some node has room for one more, whatever comes and goes", () => {
  fc.assert(fc.property(
    fc.integer({ min: 1, max: 9 }),
    epsilons,
    fc.array(fc.nat(99), { maxLength: 80 }),
    (nodes, epsilon, steps) => {
      const base = ring(named(nodes), { points: 3 }), there: string[] = [];
      const loads = new BoundedLoads(base, hashing(), epsilon);
      for (const step of steps) {
        if (step % 3 === 0 && there.length > 0) {
          loads.release(there.splice(step % there.length, 1)[0]!);
          continue;
        }
        const id = loads.take(`key ${step % 7}`);
        there.push(id);
        assert(loads.loadOf(id) <= Math.ceil((1 + epsilon) * loads.all / nodes));
      }
      assertEquals(loads.all, there.length);
    },
  ));
});

Deno.test("with room for all, keys go where they would without bounds", () => {
  const base = ring(named(5)), loads = new BoundedLoads(base, hashing(), 1000);
  for (const key of keysOf(100)) assertEquals(loads.take(key), base.place(key));
});

Deno.test("capacities follow weights", () => {
  const members = [{ id: "a", weight: 1 }, { id: "b", weight: 3 }];
  assertEquals(capacities(members, 100, 0.25), [32, 94]);
  assertEquals(capacities(members, 0, 0.25), [0, 0]);
});

Deno.test("what cannot be is refused, in words", () => {
  assertThrows(() => bounded([], { epsilon: -0.1 }), RangeError, "from 0 on: given -0.1");
  const loads = new BoundedLoads(ring(named(1)), hashing(), 0);
  assertThrows(() => loads.release("node 0"), RangeError, 'given "node 0" with 0');
  assertThrows(() => new BoundedLoads(ring(), hashing(), 0).take("a"), RangeError, "given 0 nodes");
});

Deno.test("rounding gives nobody a key more than the bound: 1.1 times ten is eleven", () => {
  const members = Array.from({ length: 10 }, (_, i) => ({ id: `n${i}` }));
  const { loads, most } = bounded(members, {
    keys: Array.from({ length: 100 }, (_, i) => `k${i}`),
    epsilon: 0.1,
  });
  assertEquals(new Set(most), new Set([11]));
  assertEquals(Math.max(...loads), 11);
});
