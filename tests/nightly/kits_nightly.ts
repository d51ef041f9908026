/** A thousand runs of each storm of each kit. */

import { assertEquals } from "@std/assert";
import { simulate } from "hb/kit/simulate.ts";
import { kits } from "hb/laboratory/kits.ts";

const SEEDS = 1000;

for (const kit of kits.values()) {
  for (const storm of Object.keys(kit.storms)) {
    Deno.test(`${kit.name}: goes well in ${SEEDS} runs of "${storm}"`, () => {
      const { failure } = simulate(kit, { storm, seeds: SEEDS, seedBase: 1001 });
      assertEquals(failure?.violation, undefined, `seed ${failure?.seed}`);
    });
  }
}
