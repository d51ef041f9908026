/** The simulated fleet does what queues do by the books, within the error of its sample. */

import { assert, assertEquals } from "@std/assert";
import { powerOfChoices } from "../../../placement/balance/loads/power_of_choices.ts";
import { random } from "../../../placement/balance/turns/random.ts";
import { constant, exponential } from "../../../sim/latency.ts";
import { mean } from "../../measured.ts";
import { type FleetOptions, type FleetRun, type FleetServer, runFleet, servers } from "./fleet.ts";
import * as theory from "./theory.ts";

const work = exponential(0, 10);
const seeds = [1, 2, 3, 4, 5, 6, 7, 8];

function runs(options: Omit<FleetOptions, "seed" | "work" | "requests">, requests: number) {
  return seeds.map((seed) => runFleet({ seed, work, requests, ...options }));
}

/** The mean of several runs is within four of its standard errors of what it should be. */
function assertNear(found: readonly number[], expected: number, what: string): void {
  const middle = mean(found);
  const squares = found.map((each) => (each - middle) ** 2).reduce((a, b) => a + b);
  const error = Math.sqrt(squares / (found.length - 1) / found.length);
  const words = `${what}: ${middle} ± ${error}, and ${expected} is expected`;
  assert(Math.abs(middle - expected) <= 4 * error, words);
  assert(error < 0.1 * expected, `${words}: the sample is too small to tell`);
}

const waits = (all: readonly FleetRun[]) => all.map(({ meanWaitMs }) => meanWaitMs);
const atLeast = (all: readonly FleetRun[], length: number) =>
  all.map((run) => run.atLeast[length] ?? 0);

Deno.test("M/M/1: the mean wait is ρ / (μ − λ), and so many queues have at least i: ρ^i", () => {
  for (const load of [0.5, 0.7]) {
    const all = runs({
      servers: servers(1),
      balancer: (draws) => random(draws),
      perMs: load / 10,
    }, 20_000);
    assertNear(waits(all), theory.waitOfOne(load / 10, 0.1), `load ${load}`);
    for (const i of [1, 2, 3, 4]) assertNear(atLeast(all, i), load ** i, `at least ${i}`);
  }
});

Deno.test("M/M/1 with processor sharing: the mean is that of a queue, whoever is served", () => {
  const all = runs({
    servers: servers(1, { workers: Infinity }),
    balancer: (draws) => random(draws),
    perMs: 0.07,
  }, 20_000);
  assertNear(waits(all), theory.waitOfOne(0.07, 0.1), "load 0.7");
});

Deno.test("M/G/1: with equal work they wait half as long in turn, and sharing makes no difference", () => {
  const equal = (each: FleetServer) =>
    seeds.map((seed) =>
      runFleet({
        seed,
        servers: [each],
        balancer: (draws) => random(draws),
        perMs: 0.07,
        work: constant(10),
        requests: 20_000,
      })
    );
  assertNear(waits(equal({})), theory.waitOfAny(0.07, 10, 100), "in turn");
  // With sharing the mean depends on the mean of the work alone, so it is that of M/M/1.
  assertNear(waits(equal({ workers: Infinity })), theory.waitOfOne(0.07, 0.1), "sharing");
});

Deno.test("M/M/c: the mean wait is Erlang's", () => {
  for (const workers of [2, 5]) {
    const all = runs({
      servers: servers(1, { workers }),
      balancer: (draws) => random(draws),
      perMs: 0.07 * workers,
    }, 20_000);
    assertNear(
      waits(all),
      theory.waitOfSeveral(workers, 0.07 * workers, 0.1),
      `${workers} workers`,
    );
  }
});

/** Runs of the supermarket model at a load of 0.7. */
function supermarket(count: number, choices: number): FleetRun[] {
  return runs({
    servers: servers(count),
    balancer: (draws) => powerOfChoices(draws, { choices }),
    perMs: 0.07 * count,
    warmUp: 30 * count,
  }, 20_000);
}

Deno.test("the supermarket model: λ^((d^i − 1) / (d − 1)) of the queues have at least i", () => {
  for (const [choices, lengths] of [[1, 4], [2, 3], [3, 2]] as const) {
    const all = supermarket(200, choices);
    for (let i = 1; i <= lengths; i++) {
      assertNear(atLeast(all, i), theory.supermarket(0.7, choices, i), `d = ${choices}, i = ${i}`);
    }
  }
});

Deno.test("the supermarket model is of very many servers: with few, long queues are more", () => {
  const limit = theory.supermarket(0.7, 2, 4);
  const [few, many] = [20, 200].map((count) => mean(atLeast(supermarket(count, 2), 4)));
  assert(few! > 1.5 * limit && many! < 1.3 * limit, `${few} and ${many}, and ${limit} at last`);
});

Deno.test("formulas at points that are known by heart", () => {
  const near = (a: number, b: number) => assert(Math.abs(a - b) < 1e-12, `${a} is not ${b}`);
  near(theory.waitOfOne(0.5, 1), 1);
  near(theory.waitOfAny(0.5, 1, 2), theory.waitOfOne(0.5, 1));
  near(theory.erlangC(1, 0.5), 0.5);
  // Two workers: C = 2ρ² / (1 + ρ), with ρ the load of each.
  near(theory.erlangC(2, 1), 1 / 3);
  near(theory.waitOfSeveral(1, 0.5, 1), theory.waitOfOne(0.5, 1));
  near(theory.supermarket(0.9, 2, 3), 0.9 ** 7);
  assertEquals(theory.supermarket(0.9, 1, 3), 0.9 ** 3);
  near(theory.mostOfChoices(Math.exp(8), 2), 3);
  near(theory.mostAtRandom(Math.exp(Math.E)), Math.E);
});

Deno.test("balls in bins: at random they are Poisson, and all balls are somewhere", () => {
  const one = theory.filled(1);
  let less = Math.exp(-1), more = 1 - less;
  for (let i = 1; i <= 5; i++) {
    assert(Math.abs(one[i]! - more) < 1e-6, `at least ${i}`);
    less /= i;
    more -= less;
  }
  for (const choices of [1, 2, 3]) {
    const balls = theory.filled(choices).slice(1).reduce((a, b) => a + b);
    assert(Math.abs(balls - 1) < 1e-6, `${choices} choices: ${balls} balls a bin`);
  }
});
