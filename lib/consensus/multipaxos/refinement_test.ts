import { assertEquals } from "@std/assert";
import { exploreProtocol } from "../../check/explore/protocol.ts";
import { systemOf } from "../../kit/find.ts";
import { prepare } from "../../kit/simulate.ts";
import { majorities } from "../../replicated/quorum/system.ts";
import { World } from "../../sim/world.ts";
import { kit } from "./kit.ts";
import { eachStepIsPaxos } from "./refinement.ts";

const refinement = eachStepIsPaxos(majorities);

/** What the refinement alone finds wrong with an instance, which has a bug if one is named. */
function wrongIn(instance: string, bug?: string): string | undefined {
  const system = systemOf(kit, instance, bug);
  const { findings } = exploreProtocol({ ...system, invariants: [refinement] });
  return findings[0]?.property;
}

Deno.test("refinement: in each slot, every step of two servers is a step of Paxos, in every order of events", () => {
  assertEquals(wrongIn("two servers"), undefined);
  assertEquals(wrongIn("a crash"), undefined);
});

const seenIn = {
  "asks for no votes": "two servers",
  "asks from one slot later": "two servers",
  "votes below its promise": "two servers",
  "promises anything": "two servers",
  "quorums that do not meet": "two servers",
  "promises are not saved": "a crash",
  "votes are taken for decided": "a crash",
};

for (const [bug, instance] of Object.entries(seenIn)) {
  Deno.test(`refinement: "${bug}" makes a step that is none of Paxos`, () => {
    assertEquals(wrongIn(instance, bug), refinement.name);
  });
}

Deno.test("refinement: what happens in storms, too, is a Paxos in each slot", () => {
  for (const storm of Object.keys(kit.storms)) {
    for (const seed of [1, 2, 3]) {
      const { scenario, drive } = prepare(kit, { storm }).run(seed);
      const world = new World({ ...scenario, seed, trace: "none", invariants: [refinement] });
      drive(world);
      assertEquals(world.violation, undefined, `${storm}, seed ${seed}`);
    }
  }
});
