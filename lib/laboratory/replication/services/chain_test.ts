import { assert, assertEquals } from "@std/assert";
import { level, type LevelName, type MemoryHistory } from "../../../check/levels.ts";
import { asksOf } from "../../../replication/register/storms.ts";
import { Random } from "../../../sim/random.ts";
import { firstBreach, type Run, run, troubleFor } from "../../conformance/service.ts";
import type { Ask } from "../../../replication/register/register.ts";
import { allChains, type ChainRegisters } from "./chain.ts";

/** On how many seeds each is tried. */
const SEEDS = 6;

/** Five clients ask one register all the time while there is trouble, and again when all is quiet. */
function history({ service }: ChainRegisters, seed: number): MemoryHistory {
  const workload = asksOf(new Random(seed, "asks"), 5, 16, "x").map((asks) => [
    ...asks.map((ask, i) => ({ ...ask, at: 80 * i + 300 })),
    { input: { type: "read", key: "x" }, at: 5000 },
  ]) as Run<Ask>["workload"];
  const faults = troubleFor(service, seed);
  return run(service, { workload, seed, faults, healMs: 2500, forMs: 7000 })
    .history as MemoryHistory;
}

function breach(each: ChainRegisters, name: LevelName, seeds: number): string | undefined {
  return firstBreach(seeds, (seed) => {
    const all = history(each, seed);
    const judged = name === "eventual"
      ? all.filter(({ input, invokedAt }) => input.type === "write" || invokedAt >= 5000)
      : all;
    const verdict = level(name).check(judged);
    return verdict.verdict === "violation" ? verdict.words.join("; ") : undefined;
  });
}

for (const each of allChains) {
  const { service, promises, breaks } = each;
  Deno.test(`${service.name}: keeps what it promises, and is answered in the end`, () => {
    for (const promise of promises) assertEquals(breach(each, promise, SEEDS), undefined, promise);
    const last = history(each, 1).filter(({ invokedAt }) => invokedAt >= 5000);
    assertEquals(last.map(({ outcome }) => outcome), Array.from({ length: 5 }, () => "ok"));
  });
  for (const name of breaks) {
    Deno.test(`${service.name}: is not ${name}, as a run shows`, () => {
      assert(breach(each, name, 4 * SEEDS) !== undefined);
    });
  }
}
