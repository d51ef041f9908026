/** The 28 scenarios of the laboratory on the book's Raft: one seed each by day, 200 at night. */

import { assertEquals } from "@std/assert";
import { reference } from "hb/laboratory/raft/reference.ts";
import { runScenario } from "hb/laboratory/raft/scenario.ts";
import { scenarios } from "hb/laboratory/raft/scenarios.ts";

for (const scenario of scenarios) {
  Deno.test(`${scenario.stage}, ${scenario.name}: ${scenario.words}`, () => {
    assertEquals(runScenario(reference(), scenario, { seed: 1 }).disappointment, undefined);
  });
}

Deno.test("there are the 28 scenarios of the course, with its seconds", () => {
  assertEquals(scenarios.length, 28);
  assertEquals(new Set(scenarios.map(({ name }) => name)).size, 28);
  // Together they took 576 s there; the course's own list adds up to a little less.
  assertEquals(Math.round(scenarios.reduce((sum, { courseS }) => sum + courseS, 0)), 559);
});

Deno.test("a scenario is the same run on the same seed", () => {
  const churn = scenarios.find(({ name }) => name === "UnreliableChurn")!;
  const run = () => {
    const { trace: _, ...rest } = runScenario(reference(), churn, { seed: 5 });
    return rest;
  };
  assertEquals(run(), run());
});
