/** A long life: the journal is compacted more than once, and what is remembered does not grow without need. @module */

import { type Grading, runFor } from "hb/grade/part.ts";
import { smallRecords } from "hb/grade/laws.ts";
import { equal } from "hb/model/compare.ts";
import { encode } from "hb/model/encode.ts";
import { World } from "hb/sim/world.ts";
import { endsInPeace, metered, RECORD_LIMIT } from "./crowds.ts";
import { shortens, startsAs } from "./journals.ts";
import { LIFE } from "./sizes.ts";
import type { Promising } from "./telling.ts";
import { situation } from "./told.ts";
import { finders, toTheEnd, trial } from "./trial.ts";

/** How many things are found at each branch while everybody crashes now and then. */
const HARD_LIFE = 300;

/** How many runs it may take to shrink a hard life. */
const SHRINK_RUNS = 60;

/** The most characters that a branch remembers where no call is open. */
const BRANCH_LIMIT = 1000;

/** The most characters that the office remembers of an entry beside its name. */
const ENTRY_LIMIT = 100;

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
      toTheEnd(world);
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
    shortens(protocol, node, records, grading);
  }
  remembersLittle(world.states[1], asked, grading);
  officeRemembers(world.states[0], bookOf(world.states[0]), asked, grading);
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

/** A branch remembers what is open, and is not the larger the more calls it has made. */
function remembersLittle(state: unknown, asked: string, grading: Grading): void {
  const { length } = encode(state);
  grading.expect(
    length <= BRANCH_LIMIT,
    situation(
      asked,
      `the state of branch 1, where no call is open any more, has ${length} characters`,
      `${BRANCH_LIMIT} at most`,
      "a branch does not go on remembering calls that are over",
    ),
  );
}

/** The office remembers its book, and a little of each entry. */
function officeRemembers(
  state: unknown,
  book: readonly string[],
  asked: string,
  grading: Grading,
): void {
  const { length } = encode(state);
  const names = book.reduce((sum, name) => sum + name.length, 0);
  const most = names + ENTRY_LIMIT * Math.max(1, book.length);
  grading.expect(
    length <= most,
    situation(
      asked,
      `the state of the office has ${length} characters, with ${book.length} entries of ${names} letters`,
      `${most} at most: the book, and ${ENTRY_LIMIT} characters more for each entry`,
      "what the office remembers beside its book is small",
    ),
  );
}
