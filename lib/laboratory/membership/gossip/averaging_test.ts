import { assert, assertEquals } from "@std/assert";
import { estimate, pushSum } from "../../../membership/aggregate/push_sum/push_sum.ts";
import { mean } from "../../measured.ts";
import { averaging, expectedFactor, factorOf, flowing, roundsToError } from "./averaging.ts";
import { lockstep } from "./rounds.ts";

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

Deno.test("averaging: a round halves the potential, and so ten times less error takes six to eight rounds", () => {
  const seen = averaging({ nodes: 1000, rounds: 40 });
  const tens = Math.log10(seen[20]!.error / seen[40]!.error), rounds = 20 / tens;
  assert(rounds > 6 && rounds < 8, `${rounds}`);
});

Deno.test("averaging: who comes back with its first value moves the average little, and a count by half", () => {
  const values = (node: number) => node % 2 === 0 ? 2 : 0, nodes = 1000;
  const run = (what: "average" | "count", at: number, node: number) => {
    const protocol = pushSum({ what, value: values, phaseMs: 1 });
    const all = lockstep({ protocol, nodes, seed: 1, roundMs: 100 });
    const { sum, weight } = all.states[node]!;
    while (all.round < 60) {
      all.next();
      if (all.round === at) Object.assign(all.states[node]!, { sum, weight });
    }
    return mean(all.states.map(estimate));
  };
  for (const at of [3, 10, 20]) {
    for (const node of [1, 2]) {
      const moved = run("average", at, node) - 1;
      assert(Math.abs(moved) > 1e-4 && Math.abs(moved) < 0.003, `${moved}`);
    }
  }
  // Who was born with all the weight has it anew, and as much is on the others already.
  assert(Math.abs(run("count", 20, 0) / nodes - 0.5) < 0.02, `${run("count", 20, 0)}`);
});
