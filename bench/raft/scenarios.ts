/**
 * `deno run bench/raft/scenarios.ts SEED`: all 28 scenarios of the laboratory on the book's Raft, in a
 * process that has not run them before.
 *
 * @module
 */

import { reference } from "hb/laboratory/raft/reference.ts";
import { runScenario } from "hb/laboratory/raft/scenario.ts";
import { scenarios } from "hb/laboratory/raft/scenarios.ts";

/** Runs all scenarios on one seed. */
export function runAll(seed: number): void {
  for (const scenario of scenarios) {
    const { disappointment } = runScenario(reference(), scenario, { seed });
    if (disappointment !== undefined) {
      throw new Error(
        `Cannot measure because ${scenario.name} must pass: seed ${seed}, ${disappointment}`,
      );
    }
  }
}

if (import.meta.main) runAll(Number(Deno.args[0]));
