import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { Random } from "../../sim/random.ts";
import { newWalk, walkOn } from "./walk.ts";

const chooser = (seed: number) => {
  const random = new Random(seed);
  return (n: number) => random.below(n);
};

Deno.test("walk: each round visits everybody once", () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 40 }), fc.nat(1000), (nodes, seed) => {
    const walk = newWalk(), choose = chooser(seed);
    for (let round = 0; round < 3; round++) {
      const visited = Array.from({ length: nodes }, () => walkOn(walk, nodes, () => true, choose)!);
      assertEquals(visited.toSorted((a, b) => a - b), visited.map((_, i) => i));
    }
  }));
});

Deno.test("walk: with n others nobody waits for more than 2n - 1 steps, whoever comes and goes", () => {
  fc.assert(fc.property(fc.integer({ min: 3, max: 20 }), fc.nat(1000), (nodes, seed) => {
    const walk = newWalk(), choose = chooser(seed), random = new Random(seed, "members");
    // Node 0 is always there, node 1 walks; the others come and go.
    const members = new Set(Array.from({ length: nodes }, (_, id) => id));
    let waited = 0, most = 0;
    for (let step = 0; step < 200; step++) {
      const moved = 2 + random.below(nodes - 2);
      if (random.chance(0.3)) members.has(moved) ? members.delete(moved) : members.add(moved);
      const found = walkOn(walk, nodes, (id) => id !== 1 && members.has(id), choose);
      waited = found === 0 ? 0 : waited + 1;
      most = Math.max(most, waited);
    }
    assert(most < 2 * (nodes - 1) - 1 + 1, `${most} of ${nodes}`);
  }));
});

Deno.test("walk: where nobody fits, nobody is found, and one that fits is found alone", () => {
  for (const nodes of [1, 2, 7, 64]) {
    const walk = newWalk(), choose = chooser(nodes);
    assertEquals(walkOn(walk, nodes, () => false, choose), undefined);
    for (let i = 0; i < 5; i++) assertEquals(walkOn(walk, nodes, (id) => id === 0, choose), 0);
  }
});

Deno.test("walk: everybody is equally likely to be at each place of a round", () => {
  const nodes = 6, rounds = 6000, first = Array.from({ length: nodes }, () => 0);
  const third = [...first], walk = newWalk(), choose = chooser(1);
  for (let round = 0; round < rounds; round++) {
    for (let place = 0; place < nodes; place++) {
      const found = walkOn(walk, nodes, () => true, choose)!;
      if (place === 0) first[found]!++;
      if (place === 2) third[found]!++;
    }
  }
  for (const count of [...first, ...third]) {
    assert(Math.abs(count - rounds / nodes) < 120, `${count}`);
  }
});
