import { assert, assertEquals } from "@std/assert";
import { ring } from "../../placement/ring/ring.ts";
import { arcsOf, boundedEvenness, evennessOf, nodesNamed, ringEvenness } from "./shares.ts";

Deno.test("arcs are the whole ring, and are what keys find", () => {
  const made = ring(nodesNamed(7), { points: 3 }), arcs = arcsOf(made);
  assertEquals(arcs.reduce((a, b) => a + b), 2 ** 32);
  const found = arcs.map(() => 0), steps = 10_000;
  for (let i = 0; i < steps; i++) {
    found[made.pick({ high: Math.floor(i * 2 ** 32 / steps), low: 0 })]!++;
  }
  for (const [i, arc] of arcs.entries()) {
    assert(Math.abs(found[i]! / steps - arc / 2 ** 32) <= 4 / steps, `${found}, not ${arcs}`);
  }
});

Deno.test("with v points each, shares deviate by 1/√v; what is published lies within sampling error", () => {
  // The relative standard deviation and the greatest share that simulations find for a thousand nodes.
  const known = [[1, 0.957, 6.9], [10, 0.311, 2.5], [100, 0.094, 1.37]] as const;
  for (const [points, deviation, most] of known) {
    const found = ringEvenness({ nodes: 1000, points, seeds: 6 });
    assert(Math.abs(found.deviation * Math.sqrt(points) - 1) < 0.05, `${found.deviation}`);
    assert(Math.abs(found.deviation / deviation - 1) < 0.1, `${points}: ${found.deviation}`);
    // One ring is off by √6 times the error of the mean of six.
    assert(Math.abs(found.most - most) < 4 * Math.sqrt(7) * found.mostError, `${found.most}`);
  }
});

Deno.test("a thousand points each: 3.3 percent, and a tenth at most", () => {
  const { deviation, most } = ringEvenness({ nodes: 100, points: 1000, seeds: 2 });
  assert(
    Math.abs(deviation - 0.033) < 0.004 && Math.abs(most - 1.1) < 0.03,
    `${deviation} ${most}`,
  );
});

Deno.test("with bounded loads the greatest share is 1 + ε", () => {
  for (const epsilon of [0, 0.1, 0.25, 1]) {
    const { most } = boundedEvenness({ nodes: 100, keys: 10_000, epsilon });
    assertEquals(most, 1 + epsilon);
  }
});

Deno.test("how shares differ", () => {
  assertEquals(evennessOf([1, 3]), { deviation: 0.5, most: 1.5 });
  assertEquals(evennessOf([2, 2]), { deviation: 0, most: 1 });
});
