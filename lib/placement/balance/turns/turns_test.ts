import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { Random } from "../../../sim/random.ts";
import type { Balancer } from "../balancer.ts";
import { random } from "./random.ts";
import { roundRobin } from "./round_robin.ts";
import { smoothRoundRobin } from "./smooth_round_robin.ts";

const picks = (balancer: Balancer, count: number) =>
  Array.from({ length: count }, () => balancer.pick(0));

function withWeights(balancer: Balancer, weights: readonly number[]): Balancer {
  weights.forEach((weight, server) => balancer.add(server, 0, weight));
  return balancer;
}

Deno.test("nginx's weights 5, 1, 1 give a a b a c a a, again and again", () => {
  const round = [0, 0, 1, 0, 2, 0, 0];
  assertEquals(picks(withWeights(smoothRoundRobin(), [5, 1, 1]), 14), [...round, ...round]);
});

Deno.test("in a round of as many turns as the weights' sum, everybody has as many as its weight", () => {
  const weights = fc.array(fc.nat(9), { minLength: 1, maxLength: 6 })
    .filter((all) => all.some((weight) => weight > 0));
  fc.assert(fc.property(weights, (all) => {
    const round = all.reduce((sum, weight) => sum + weight);
    const given = picks(withWeights(smoothRoundRobin(), all), 2 * round);
    for (const half of [given.slice(0, round), given.slice(round)]) {
      assertEquals(all.map((_, server) => half.filter((each) => each === server).length), all);
    }
  }));
});

Deno.test("while its weight is 0, a server earns no credit", () => {
  const balancer = withWeights(smoothRoundRobin(), [1, 1]);
  balancer.weigh(1, 0, 0);
  assertEquals(picks(balancer, 100), Array(100).fill(0));
  balancer.weigh(1, 1, 0);
  assertEquals(picks(balancer, 10).filter((server) => server === 1).length, 5);
});

Deno.test("round robin begins anywhere, and goes round in the order of numbers", () => {
  const starts = new Set<number>();
  for (let seed = 0; seed < 30; seed++) {
    const balancer = withWeights(roundRobin(new Random(seed)), [1, 1, 1]);
    const [first, ...rest] = picks(balancer, 6) as [number, ...number[]];
    starts.add(first);
    assertEquals(rest, [1, 2, 3, 4, 5].map((step) => (first + step) % 3));
  }
  assertEquals(starts.size, 3);
});

Deno.test("a server that goes makes nobody miss its turn", () => {
  for (const gone of [0, 1, 2, 3]) {
    const balancer = withWeights(roundRobin(new Random(1), { startsAnywhere: false }), [
      1,
      1,
      1,
      1,
    ]);
    assertEquals(picks(balancer, 2), [0, 1]);
    balancer.remove(gone, 0);
    const left = [2, 3, 0, 1].filter((server) => server !== gone);
    assertEquals(picks(balancer, 3), left, `server ${gone} is gone`);
  }
});

Deno.test("at random, shares follow weights", () => {
  const given = picks(withWeights(random(new Random(1)), [5, 0, 2, 3]), 10_000);
  for (const [server, share] of [0.5, 0, 0.2, 0.3].entries()) {
    const has = given.filter((each) => each === server).length / given.length;
    // Four standard deviations of a share of a half.
    assert(Math.abs(has - share) <= 0.02, `server ${server} has ${has}`);
  }
});
