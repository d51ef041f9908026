import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { type Invariant, ofSteps, remembering } from "../../model/invariant.ts";
import { World } from "../../sim/world.ts";
import { type Busy, circumstances, type State, systemOf } from "./busy_test.ts";
import { exploreProtocol } from "./protocol.ts";
import { replay } from "./replay.ts";

/** Something of the state that changes. */
const field = fc.constantFrom("sum" as const, "clock" as const, "hops" as const);

/** An invariant that breaks when nodes have been seen with more different values than it likes. */
const few = fc.tuple(field, fc.integer({ min: 2, max: 5 })).map(([of, most]) =>
  remembering<State, Set<string>>({
    name: "few",
    words: `at most ${most} different values of ${of} are ever seen`,
    memory: () => new Set(),
    check({ states }, seen) {
      states.forEach((s, node) => s && seen.add(`${s[of]} at ${node}`));
      return seen.size > most ? { words: [...seen].join(", "), nodes: [] } : undefined;
    },
  })
);

/** An invariant that breaks when a value grows by just so much in one step. */
const steady = fc.tuple(field, fc.integer({ min: 1, max: 3 })).map(([of, by]) =>
  ofSteps<State, number>({
    name: "steady",
    words: `${of} never grows by ${by}`,
    digest: (s) => s[of],
    step: (before, s, node) =>
      s[of] === before + by ? { words: `it is ${s[of]}`, nodes: [node] } : undefined,
  })
);

Deno.test("what an invariant finds that remembers, in the explorer, it finds again in the simulator", () => {
  const found = { few: 0, steady: 0 };
  const invariant: fc.Arbitrary<Invariant<State>> = fc.oneof(few, steady);
  fc.assert(
    fc.property(circumstances, invariant, (options, invariant) => {
      const { sometimes: _, ...rest } = systemOf(options);
      const system: Busy = { ...rest, invariants: [invariant] };
      const { order } = options;
      const { findings: [finding] } = exploreProtocol(system, {
        maxStates: 400,
        maxDepth: 25,
        order,
      });
      if (finding === undefined) return;
      let again;
      try {
        again = replay(system, finding);
      } catch (error) {
        assert(String(error).includes("a message arrives twice at most"), String(error));
        return;
      }
      assertEquals(again.violation.length, 1);
      const world = new World({ ...again.scenario, invariants: [invariant], seed: 1 });
      world.run(again.ms);
      assertEquals(world.violation?.invariant, invariant.name);
      found[invariant.name as keyof typeof found]++;
    }),
    { numRuns: 80 },
  );
  assert(found.few > 10 && found.steady > 10, JSON.stringify(found));
});
