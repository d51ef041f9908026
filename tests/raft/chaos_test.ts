/** A few dozen runs of chaos; a thousand more at night. */

import { assert, assertEquals } from "@std/assert";
import { rules } from "hb/consensus/raft/rules.ts";
import { chaos } from "./chaos.ts";

const SEEDS = 40;

Deno.test(`Raft: ${SEEDS} runs of chaos are safe, linearizable, and go on when all is well`, () => {
  let answered = 0, changes = 0, terms = 0;
  for (let seed = 1; seed <= SEEDS; seed++) {
    const result = chaos(seed);
    assertEquals(result.wrong, undefined, `seed ${seed}`);
    answered += result.answered;
    changes += result.changes;
    terms += result.term;
  }
  // Else nothing much had happened, and all this would say little.
  assert(answered > 50 * SEEDS && changes > 2 * SEEDS && terms > 4 * SEEDS);
});

Deno.test("Raft: a run of chaos is the same each time", () => {
  const [one, other] = [chaos(7, { trace: "digest" }), chaos(7, { trace: "digest" })];
  assertEquals(one.world.digest(), other.world.digest());
  assertEquals(one.world.events, other.world.events);
});

Deno.test("Raft: chaos finds what is wrong with a log that is not checked for consistency", () => {
  const broken = { ...rules, agrees: () => true };
  const found = Array.from({ length: SEEDS }, (_, seed) => chaos(seed, { rules: broken }).wrong);
  assert(found.some((wrong) => wrong !== undefined));
});
