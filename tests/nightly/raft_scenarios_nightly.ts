/** The 28 scenarios of the laboratory on 200 seeds. */

import { assertEquals } from "@std/assert";
import { reference } from "hb/laboratory/raft/reference.ts";
import { runScenario } from "hb/laboratory/raft/scenario.ts";
import { scenarios } from "hb/laboratory/raft/scenarios.ts";

for (const scenario of scenarios) {
  Deno.test(`${scenario.name} on 200 seeds`, () => {
    for (let seed = 1; seed <= 200; seed++) {
      const { disappointment } = runScenario(reference(), scenario, { seed });
      assertEquals(disappointment, undefined, `${scenario.name}, seed ${seed}`);
    }
  });
}
