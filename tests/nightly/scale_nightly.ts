/** A hundred thousand groups of three on a thousand nodes: some minutes, and some GB. */

import { assert, assertEquals } from "@std/assert";
import { scale } from "hb/laboratory/multiraft/scale.ts";

Deno.test("100,000 groups on 1,000 nodes sleep, and cost nothing then", () => {
  const [awake, asleep] = scale({ nodes: 1000, groups: 100_000 });
  assert(awake!.eventsAnInterval > 300_000, `${awake!.eventsAnInterval}`);
  assertEquals(asleep!.eventsAnInterval, 0);
});
