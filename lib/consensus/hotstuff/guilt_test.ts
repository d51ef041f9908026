import { assertEquals, assertThrows } from "@std/assert";
import { World } from "../../sim/world.ts";
import { keyValueMachine } from "../../replicated/state_machine/key_value.ts";
import { shortDigest } from "./block.ts";
import { branchOf, guilty } from "./guilt.ts";
import { hotStuff } from "./hotstuff.ts";
import { rulesOf, type Variant } from "./rules.ts";
import type { Options } from "./settings.ts";
import type { Replica } from "./state.ts";

/** Four replicas, of which 0 and 1 run twice: too many. One copy of each speaks to replica 2, the other to replica 3. */
function twoWorlds(variant: Variant, seed: number, partedMs: readonly [number, number]) {
  const machine = keyValueMachine as Options["machine"];
  const [fromMs, forMs] = partedMs;
  const world = new World({
    protocol: hotStuff({
      machine,
      replicas: 4,
      variant,
      restless: true,
      checkpointEvery: Infinity,
    }),
    nodes: 4,
    twins: [0, 1],
    seed,
    trace: "none",
    strict: false,
    faults: [{ kind: "partition", at: fromMs, forMs, sides: [[0, 1, 2], [3, 4, 5]] }],
  });
  world.run(fromMs + 800);
  return [world.states[2] as Replica, world.states[3] as Replica] as const;
}

for (const variant of ["three-chain", "hotstuff-2"] as const) {
  const { chainLength } = rulesOf[variant];
  Deno.test(`guilt: f + 1 twins that decide two chains are convicted, and nobody else (${variant})`, () => {
    for (const fromMs of [0, 20]) {
      const [one, other] = twoWorlds(variant, 1, [fromMs, 5000]);
      const verdict = guilty(branchOf(one), branchOf(other), chainLength, shortDigest);
      assertEquals(verdict?.culprits, [0, 1], `parted from ${fromMs} on`);
    }
  });
}

Deno.test("guilt: nobody is guilty where what is decided is one chain", () => {
  const [one, other] = twoWorlds("three-chain", 1, [40, 1]);
  assertEquals(guilty(branchOf(one), branchOf(other), 3, shortDigest), undefined);
});

Deno.test("guilt: a block that is not on its branch is refused", () => {
  const [one, other] = twoWorlds("three-chain", 1, [40, 1]);
  assertThrows(
    () => guilty({ ...branchOf(one), decided: "x" }, branchOf(other), 3, shortDigest),
    RangeError,
    "Cannot judge a branch because its decided block must be on it: given x",
  );
});
