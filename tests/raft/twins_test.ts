/**
 * The invariants that remember, and look only at what is new, against those that look at everything and
 * remember nothing: what a moment shows, memory has seen by then.
 */

import { assert, assertEquals } from "@std/assert";
import { invariants } from "hb/consensus/raft/invariants.ts";
import { globalInvariants } from "./momentary.ts";
import { kit } from "hb/consensus/raft/kit.ts";
import type { State } from "hb/consensus/raft/state.ts";
import type { Invariant } from "hb/model/invariant.ts";
import { prepare } from "hb/kit/simulate.ts";
import { World } from "hb/sim/world.ts";

const SEEDS = 4;
/**
 * Looking at everything takes long, so it is done every few steps, and when the invariants that remember
 * have found something.
 */
const EVERY = 200;

/** Stops a run at the first breach that either kind sees, and says by whom it was seen. */
function twins<D>(): Invariant<State<D>> {
  const remembering = invariants<D>(), momentary = globalInvariants<D>();
  const memories = remembering.map(({ memory }) => memory?.());
  let steps = 0;
  return {
    name: "twins",
    words: "whatever a moment shows, memory has seen",
    check(snapshot) {
      const seen = remembering.map((invariant, i) => invariant.check(snapshot, memories[i])).filter(
        Boolean,
      );
      if (seen.length === 0 && ++steps % EVERY > 0) return undefined;
      const shown = momentary.map((invariant) => invariant.check(snapshot)).filter(Boolean);
      if (seen.length === 0 && shown.length === 0) return undefined;
      const words = seen.length === 0
        ? "a moment alone"
        : shown.length === 0
        ? "memory alone"
        : "both";
      return { words, nodes: [] };
    },
  };
}

const bugs = [
  "no consistency check",
  "votes for any log",
  "entries not saved",
  "vouches for its whole log",
  "one server is a quorum",
  "half decides",
];

Deno.test("Raft: nothing that a moment shows has escaped the invariants that remember", () => {
  const counts = { "a moment alone": 0, "memory alone": 0, both: 0 };
  for (const bug of bugs) {
    for (let seed = 1; seed <= SEEDS; seed++) {
      const { scenario, drive } = prepare(kit, { storm: "chaos", bug }).run(seed);
      const world = new World({ ...scenario, invariants: [twins()], seed, trace: "none" });
      drive(world);
      if (world.violation?.invariant !== "twins") continue;
      counts[world.violation.words as keyof typeof counts]++;
    }
  }
  assertEquals(counts["a moment alone"], 0);
  assert(counts.both > SEEDS, JSON.stringify(counts));
});
