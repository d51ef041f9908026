/** Every mutant of Raft is caught, and by the check that names it; Raft itself passes that check. */

import { assert, assertEquals } from "@std/assert";
import { exploreProtocol } from "hb/check/explore/protocol.ts";
import { rules as correct } from "hb/consensus/raft/rules.ts";
import { reference } from "hb/laboratory/raft/reference.ts";
import { runScenario } from "hb/laboratory/raft/scenario.ts";
import { scenarios } from "hb/laboratory/raft/scenarios.ts";
import { smallRaft } from "hb/laboratory/raft/small.ts";
import { chaos } from "./chaos.ts";
import { makeRaft } from "./mutant_stories.ts";
import { type Catch, type Mutant, mutants } from "./mutants.ts";

/** How far the explorer goes with the right rules, where all orders would be too many. */
const MOST_STEPS = 13;

/** What a check says of a Raft; nothing when all is well. */
function judge(
  check: Catch,
  { rules: change = {}, idle, options }: Partial<Mutant>,
): string | undefined {
  const rules = { ...correct, ...change };
  switch (check.by) {
    case "scenario": {
      const scenario = scenarios.find(({ name }) => name === check.name)!;
      const seed = check.seed ?? 1;
      return runScenario(reference({ rules }), scenario, { seed }).disappointment;
    }
    case "chaos":
      return chaos(check.seed, { rules }).wrong;
    case "explorer": {
      const system = smallRaft({ ...check.instance, change });
      return exploreProtocol(system, { maxDepth: MOST_STEPS }).findings[0]?.property;
    }
    case "story":
      return check.story(makeRaft(rules, idle, options));
  }
}

function nameOf(check: Catch): string {
  if (check.by === "scenario") return `the scenario ${check.name}`;
  return check.by === "chaos" ? `chaos of seed ${check.seed}` : `the ${check.by}`;
}

for (const mutant of mutants) {
  const { name, caught } = mutant;
  Deno.test(`mutant of Raft: ${name}; caught by ${nameOf(caught)}: ${caught.words}`, () => {
    assertEquals(judge(caught, {}), undefined);
    const words = judge(caught, mutant);
    assert(words?.startsWith(caught.words), `it said: ${words}`);
  });
}

Deno.test("mutants of Raft: their names differ, each changes one place, and some break only liveness", () => {
  assertEquals(new Set(mutants.map(({ name }) => name)).size, mutants.length);
  for (const { name, rules = {}, idle = [], options = {} } of mutants) {
    assertEquals([rules, idle, options].flatMap(Object.keys).length, 1, name);
  }
  // Safety is checked all along, and what breaks it would have been said first.
  const slow = mutants.filter(({ livenessOnly }) => livenessOnly);
  const safety = /safety|completeness|append-only|matching|agreement|soundness|linearizable/;
  for (const { name, caught } of slow) assert(!safety.test(caught.words), name);
  assert(mutants.length >= 45 && slow.length >= 15, `${mutants.length} and ${slow.length}`);
});
