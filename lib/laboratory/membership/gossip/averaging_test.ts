import { assert, assertEquals } from "@std/assert";
import { mean } from "../../measured.ts";
import { averaging, expectedFactor, factorOf, flowing, roundsToError } from "./averaging.ts";

Deno.test("averaging: the potential falls by the expected factor, which is at most a half", () => {
  for (const nodes of [10, 100]) {
    const seeds = Array.from({ length: 25 }, (_, nth) => nth + 1);
    const factor = mean(seeds.map((seed) => factorOf(averaging({ nodes, seed, rounds: 10 }))));
    const expected = expectedFactor(nodes);
    assert(
      expected < 0.5 && Math.abs(factor - expected) < 0.02,
      `${nodes}: ${factor}, ${expected}`,
    );
  }
});

Deno.test("averaging: the rounds to an error of a hundredth grow with the logarithm of the nodes", () => {
  const rounds = [10, 100, 1000].map((nodes) =>
    roundsToError(averaging({ nodes, rounds: 60 }), 0.01)!
  );
  assert(rounds.every((each) => each > 8 && each < 30), `${rounds}`);
  assert(rounds[2]! > rounds[0]! && rounds[2]! - rounds[0]! < 15, `${rounds}`);
});

Deno.test("averaging: no mass is lost where no message is, and much where some are", () => {
  const of = (loss: number) => averaging({ nodes: 200, rounds: 40, loss }).at(-1)!;
  assert(Math.abs(of(0).weight - 1) < 1e-9 && of(0).error < 1e-4);
  // Half of what a node has is on its way in each round, and a tenth of that is lost.
  const left = of(0.1).weight, expected = (1 - 0.1 / 2) ** 40;
  assert(left > expected / 2 && left < expected * 2, `${left}`);
});

Deno.test("averaging: with loss all agree on a wrong average, and flow-updating on the right one", () => {
  const seeds = [1, 2, 3, 4, 5];
  const sums = seeds.map((seed) => averaging({ nodes: 50, seed, rounds: 60, loss: 0.2 }).at(-1)!);
  const flows = seeds.map((seed) => flowing({ nodes: 50, seed, rounds: 60, loss: 0.2 }).at(-1)!);
  const bias = mean(sums.map(({ bias }) => bias)), flowBias = mean(flows.map(({ bias }) => bias));
  assert(bias > 0.01 && bias > 5 * flowBias, `${bias} and ${flowBias}`);
});

Deno.test("averaging: who never gets there has no last round", () => {
  assertEquals(roundsToError([{ error: 1 }, { error: 0.5 }], 0.1), undefined);
  assertEquals(roundsToError([{ error: 1 }, { error: 0.05 }], 0.1), 1);
  assertEquals(roundsToError([{ error: NaN }, { error: 0.05 }, { error: 0.01 }], 0.1), 1);
});
