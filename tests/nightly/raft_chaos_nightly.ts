/** A thousand runs of chaos. */

import { assertEquals } from "@std/assert";
import { chaos } from "../raft/chaos.ts";

const SEEDS = 1000;

Deno.test(`Raft: ${SEEDS} runs of chaos are safe, linearizable, and go on when all is well`, () => {
  for (let seed = 1001; seed <= 1000 + SEEDS; seed++) {
    assertEquals(chaos(seed).wrong, undefined, `seed ${seed}`);
  }
});
