/** What is told of a wrong store of chapter 3 is a run that no right store passes through. */

import { assert, assertEquals } from "@std/assert";
import { ending } from "hb/grade/ending.ts";
import { Grading } from "hb/grade/grading.ts";
import { mutantsOf } from "hb/grade/mutants.ts";
import { Wrong } from "hb/grade/wrong.ts";
import type { Protocol, Tagged } from "hb/model/protocol.ts";
import type { Scenario } from "hb/sim/scenario.ts";
import type { Drive, SweepOptions } from "hb/sim/sweep.ts";
import { World } from "hb/sim/world.ts";
import type { Answers } from "../../exercises/03-consistency/answers.ts";
import type { Message, Store } from "../../exercises/03-consistency/replica.ts";
import { suite } from "../../exercises/03-consistency/suite.ts";
import { empty } from "../../exercises/03-consistency/suite/store_steps.ts";
import { anywhere } from "../../solutions/03-consistency/anywhere.ts";
import { mutants } from "../../solutions/03-consistency/mutants.ts";
import { store } from "../../solutions/03-consistency/store.ts";

const solution = { anywhere, store };

type Any = Protocol<unknown, Tagged, Tagged, unknown>;

/** The reference solutions, as the simulator runs them. */
const right: Readonly<Record<"anywhere" | "store", Any>> = {
  anywhere: anywhere.protocol as Any,
  store: ending<Store, Message>({ start: empty, upon: store }) as unknown as Any,
};

/** Remembers how the last runs were driven. */
class Remembering extends Grading {
  drive: Drive<unknown, Tagged> | undefined;

  override sweep<S, M extends Tagged, T extends Tagged = never, R = never>(
    scenario: Scenario<S, M, T, R>,
    options: SweepOptions<S, M, T, R>,
  ): void {
    this.drive = options.drive as unknown as Drive<unknown, Tagged>;
    super.sweep(scenario, options);
  }
}

/** What the reference breaks in the run that is told of a wrong store. */
function brokenByTheReference(name: "anywhere" | "store", answers: object): string | undefined {
  const part = suite.parts.find((each) => each.name === name)!;
  const grading = new Remembering();
  let failure: Wrong["failure"];
  try {
    part.test(answers as Answers, grading);
  } catch (thrown) {
    assert(thrown instanceof Wrong);
    failure = thrown.failure;
  }
  assert(failure !== undefined, "it is a run that goes wrong");
  const scenario = failure.scenario as unknown as Scenario<unknown, Tagged>;
  const world = new World({
    ...scenario,
    protocol: right[name] as unknown as Scenario<unknown, Tagged>["protocol"],
    seed: failure.seed,
  });
  grading.drive!(world);
  return world.violation?.words;
}

/** Mutants whose copies stay apart, or come together late. */
const APART = {
  anywhere: [
    "the last to arrive stays",
    "a tie is no conflict",
    "the larger node stays, whatever the time",
    "deaf",
    "one at a time",
    "drops what is early",
    "thirty-two waiting",
    "twice is two",
    "never told",
  ],
  store: ["each its own", "no answer"],
} as const;

const all = mutantsOf<object>({ ...solution }, mutants as never);

for (const name of ["anywhere", "store"] as const) {
  for (const bug of APART[name]) {
    Deno.test(`no right store passes through the run that is told of "${bug}"`, () => {
      const found = all.find((each) => each.name === bug && each.part === name);
      assert(found !== undefined, "there is such a mutant");
      assertEquals(brokenByTheReference(name, found.answers), undefined);
    });
  }
}
