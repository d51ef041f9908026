/** A thousand runs of each storm of each kit, and its larger instances explored to the end. */

import { assertEquals } from "@std/assert";
import { simulate } from "hb/kit/simulate.ts";
import { kits } from "hb/laboratory/kits.ts";
import { testInstances } from "../kits/suite.ts";

const SEEDS = 1000;

for (const kit of kits.values()) {
  testInstances(kit, { nightly: true });

  for (const storm of Object.keys(kit.storms)) {
    Deno.test(`${kit.name}: goes well in ${SEEDS} runs of "${storm}"`, () => {
      const { failure } = simulate(kit, { storm, seeds: SEEDS, seedBase: 1001 });
      assertEquals(failure?.violation, undefined, `seed ${failure?.seed}`);
    });
  }
}
