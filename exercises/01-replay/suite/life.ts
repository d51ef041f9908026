/** A long life: the journal is compacted more than once, and what is remembered does not grow without need. @module */

import { type Grading, runFor } from "hb/grade/part.ts";
import { smallRecords } from "hb/grade/laws.ts";
import { equal } from "hb/model/compare.ts";
import { World } from "hb/sim/world.ts";
import { endsInPeace, metered, RECORD_LIMIT } from "./crowds.ts";
import { shortens, startsAs } from "./journals.ts";
import { mostRemembered, rememberLittle } from "./memory.ts";
import { LIFE } from "./sizes.ts";
import type { Promising } from "./telling.ts";
import { finders, toTheEnd, trial } from "./trial.ts";

/** How many things are found at each branch while everybody crashes now and then. */
const HARD_LIFE = 300;

/** How many runs it may take to shrink a hard life. */
const SHRINK_RUNS = 60;

/** Everybody crashes now and then; then nobody does, for long. */
export function longLife(office: Promising, grading: Grading): void {
  const { protocol, bookOf, promises } = office;
  const faults = [150, 400, 650, 901, 1153].flatMap((at) =>
    [0, 1, 2].map((node) => ({ kind: "crash" as const, at: at + 20 * node, node, downMs: 10 }))
  );
  const clients = { ...finders(1, HARD_LIFE), timeoutMs: 100 };
  const scenario = trial(protocol, bookOf, { network: {}, clients, faults, invariants: [] });
  grading.sweep(scenario, {
    seeds: 1,
    shrinkRuns: SHRINK_RUNS,
    drive(world) {
      runFor(world, 1500);
      toTheEnd(world, HARD_LIFE);
      for (const promise of promises) world.require(promise);
    },
  });
  calmLife(office, grading);
}

/** Thousands of calls, one after the other. */
function calmLife(office: Promising, grading: Grading): void {
  const { protocol, bookOf } = office;
  const { world, meter: { saved } } = metered(
    trial(protocol, bookOf, { network: {}, clients: finders(1, LIFE), invariants: [] }),
  );
  const asked = `${LIFE} things are handed in at each of two branches, one after the other`;
  endsInPeace(world, office, LIFE, asked, grading);
  for (const [node, records] of saved.slice(0, 2).entries()) {
    smallRecords(node, records, RECORD_LIMIT, grading);
    shortens(protocol, node, records, mostRemembered(node, bookOf(world.states[0])), grading);
  }
  rememberLittle(world.states, bookOf, asked, grading);
  // The book can be read in the journal alone, when another life has been lived in the same memory.
  const book = [...bookOf(world.states[0])];
  new World({ ...trial(protocol, bookOf), seed: 1, trace: "none" }).run(300);
  const found = bookOf(startsAs(protocol, 0, saved[0]!).state);
  grading.expect(
    equal(found, book),
    `start must find the book in the journal, as nothing else survives a crash: of ${book.length} ` +
      `entries that were saved, it found ${found.length} or others`,
  );
}
