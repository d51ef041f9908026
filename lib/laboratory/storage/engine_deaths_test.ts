/** Every process dies once, at each operation; the next one recovers, and the power fails. CPU: 3 s. */

import { assertEquals } from "@std/assert";
import { exploreEngine } from "./engine_explored.ts";
import { smallEngines } from "./small_engines.ts";

/** How many deaths there are, and how many states were opened. */
const counts: Readonly<Record<string, readonly [processDeaths: number, tried: number]>> = {
  "map in memory": [46, 1072],
  "LSM tree": [69, 2381],
  "copying tree": [33, 239],
  "tree with a log": [53, 1084],
};

// At first the process dies, and nothing else happens.
const budget = { perCrash: 0, perFurtherCrash: 3, depth: 1, processDeaths: true };

for (const [name, kind] of Object.entries(smallEngines)) {
  Deno.test(`${name}: a process dies, the next one recovers, the power fails: no promise is broken`, () => {
    const report = exploreEngine({ ...kind, disk: { anyNames: true }, budget });
    assertEquals(report.breach, undefined);
    assertEquals([report.processDeaths, report.tried], counts[name]);
  });
}
