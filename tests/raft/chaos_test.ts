/** That chaos is chaotic: else it would say little that all goes well in it. */

import { assert } from "@std/assert";
import { kit } from "hb/consensus/raft/kit.ts";
import type { Request } from "hb/consensus/raft/messages.ts";
import { prepare } from "hb/kit/simulate.ts";
import { World } from "hb/sim/world.ts";

const SEEDS = 20;

Deno.test("Raft: in chaos much is answered, members change, and leaders are replaced", () => {
  let answered = 0, changes = 0, terms = 0;
  for (let seed = 1; seed <= SEEDS; seed++) {
    const { scenario, drive } = prepare(kit, { storm: "chaos" }).run(seed);
    const world = new World({ ...scenario, seed, trace: "none" });
    drive(world);
    const done = world.history.filter(({ outcome }) => outcome === "ok");
    changes += done.filter(({ input }) => (input as Request).type === "change").length;
    answered += done.filter(({ input }) => "key" in Object(input)).length;
    terms += Math.max(...world.states.map((s) => s?.term ?? 0));
  }
  assert(answered > 50 * SEEDS, `${answered}`);
  assert(changes > 2 * SEEDS, `${changes}`);
  assert(terms > 4 * SEEDS, `${terms}`);
});
