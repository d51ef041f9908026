import { assert, assertEquals } from "@std/assert";
import { level, type LevelName, type MemoryHistory } from "../../../check/levels.ts";
import { asksOf } from "../../../replication/register/storms.ts";
import type { Ask } from "../../../replication/register/register.ts";
import { Random } from "../../../sim/random.ts";
import { firstBreach, type Run, run, troubleFor } from "../../conformance/service.ts";
import { allPrimaryBackups, type PrimaryBackupRegisters } from "./primary_backup.ts";

/** On how many seeds each is tried. */
const SEEDS = 4;

/** Three clients ask two registers while there is trouble, and read both when all is quiet. */
function history({ service }: PrimaryBackupRegisters, seed: number): MemoryHistory {
  const workload = asksOf(new Random(seed, "asks"), 3, 14).map((asks) => [
    ...asks.map((ask, i) => ({ ...ask, at: 130 * i + 300 })),
    { input: { type: "read", key: "x" }, at: 5000 },
  ]) as Run<Ask>["workload"];
  const faults = troubleFor(service, seed);
  return run(service, { workload, seed, faults, healMs: 2500, forMs: 7000 })
    .history as MemoryHistory;
}

function breach(
  each: PrimaryBackupRegisters,
  name: LevelName,
  seeds: number,
): string | undefined {
  return firstBreach(seeds, (seed) => {
    const verdict = level(name).check(history(each, seed));
    return verdict.verdict === "violation" ? verdict.words.join("; ") : undefined;
  });
}

for (const each of allPrimaryBackups) {
  const { service, promises, breaks } = each;
  Deno.test(`${service.name}: keeps what it promises, and is answered in the end`, () => {
    for (const promise of promises) assertEquals(breach(each, promise, SEEDS), undefined, promise);
    for (let seed = 1; seed <= SEEDS; seed++) {
      const last = history(each, seed).filter(({ invokedAt }) => invokedAt >= 5000);
      assertEquals(last.map(({ outcome }) => outcome), ["ok", "ok", "ok"], `seed ${seed}`);
    }
  });
  for (const name of breaks) {
    Deno.test(`${service.name}: is not ${name}, as a run shows`, () => {
      assert(breach(each, name, 10 * SEEDS) !== undefined);
    });
  }
}
