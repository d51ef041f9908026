/** The bugs of Raft that neither storms nor the explorer find: a scenario of the laboratory, or a story. */

import { assert, assertEquals } from "@std/assert";
import type { RaftChange } from "hb/consensus/raft/change.ts";
import { kit } from "hb/consensus/raft/kit.ts";
import { type Checks, findBug } from "hb/kit/find.ts";
import { reference } from "hb/laboratory/raft/reference.ts";
import { runScenario } from "hb/laboratory/raft/scenario.ts";
import { scenarios } from "hb/laboratory/raft/scenarios.ts";
import { makeRaft, stories } from "./stories.ts";

/** Everything that finds bugs of Raft beside its kit. */
const checks: Checks<RaftChange> = Object.fromEntries([
  ...scenarios.map((scenario) => [
    `scenario ${scenario.name}`,
    (change: RaftChange | undefined, seed: number) =>
      runScenario(reference({ change }), scenario, { seed }).disappointment,
  ]),
  ...Object.entries(stories).map(([name, story]) => [
    `story ${name}`,
    (change: RaftChange | undefined) => story(makeRaft(change)),
  ]),
]);

/** What is said when a safety property is broken; it is checked all along, and said first. */
const safety = /safety|completeness|append-only|matching|agreement|soundness|linearizab/;

for (const [name, { breaks, foundBy }] of Object.entries(kit.bugs)) {
  if (foundBy.by !== "check") continue;
  Deno.test(`raft: "${name}" breaks ${breaks}, found by the ${foundBy.check}`, () => {
    assertEquals(findBug(kit, foundBy, undefined, checks), undefined);
    const words = findBug(kit, foundBy, name, checks) ?? "nothing";
    if (breaks === "progress") assert(words !== "nothing" && !safety.test(words), words);
    else assert(words.startsWith(breaks), words);
  });
}

Deno.test("raft: each bug changes one place, and some break only progress", () => {
  const all = Object.entries(kit.bugs);
  const several = all.filter(([, { change: { rules = {}, idle = [], options = {} } }]) =>
    [rules, idle, options].flatMap(Object.keys).length !== 1
  );
  // Who counts half for a quorum does so when it elects and when it commits.
  assertEquals(several.map(([name]) => name), ["half decides"]);
  assert(all.length >= 45);
  assert(all.filter(([, { breaks }]) => breaks === "progress").length >= 15);
});
