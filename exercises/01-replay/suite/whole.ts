import text from "./whole.md" with { type: "text" };
import { type Grading, runFor, task } from "hb/grade/part.ts";
import fc from "fast-check";
import { compactsAlike, savedBy, smallRecords, startWith } from "hb/grade/laws.ts";
import { equal } from "hb/model/compare.ts";
import { schedules } from "hb/sim/arbitrary.ts";
import { World } from "hb/sim/world.ts";
import type { Answers } from "../answers.ts";
import type { Entire } from "../entire.ts";
import { finders, impatient, slowDisk, toTheEnd, trial } from "./trial.ts";

/** The most characters of one record, as `encode` of hb/model/encode.ts writes it. */
const RECORD_LIMIT = 400;

/** Everything that the simulator can do to nodes and links, sixty times. */
const disasters = fc.sample(
  schedules({ nodes: 3, untilMs: 300, kinds: ["crash", "pause", "partition", "slow"] }),
  { seed: 1, numRuns: 60 },
);

export const whole = task<Answers>(text, ({ whole }, grading) => {
  const { protocol, bookOf } = whole;
  grading.sweep(trial(protocol, bookOf), { seeds: 100, drive: toTheEnd });
  for (const faults of disasters) {
    const clients = impatient(finders(2, 4));
    grading.sweep(trial(protocol, bookOf, { disk: slowDisk, clients, faults }), {
      seeds: 6,
      drive: toTheEnd,
    });
  }
  longLife(whole, grading);
});

/** A long life, then a crash of everybody: by then, the journal has been compacted more than once. */
function longLife(whole: Entire, grading: Grading): void {
  const { protocol, bookOf } = whole;
  const faults = [0, 1, 2].flatMap((node) =>
    [1000, 2000].map((at) => ({ kind: "crash" as const, at, node, downMs: 10 }))
  );
  const scenario = trial(protocol, bookOf, { network: {}, clients: finders(1, 60), faults });
  grading.sweep(scenario, {
    seeds: 1,
    drive(world) {
      runFor(world, 3000);
      toTheEnd(world);
    },
  });
  const world = new World({ ...scenario, faults: [], seed: 1 });
  world.run(3000);
  const saved = [0, 1].map((node) => savedBy(world.trace, node));
  for (const [node, records] of saved.entries()) {
    smallRecords(node, records, RECORD_LIMIT, grading);
    // Few, so that the words stay short.
    compactsAlike(protocol, node, 3, records.slice(0, 6), grading);
  }
  // The book can be read in the journal alone, when another life has been lived in the same memory.
  const book = [...bookOf(world.states[0])];
  new World({ ...trial(protocol, bookOf), seed: 1, trace: "none" }).run(300);
  const found = bookOf(startWith(protocol, 0, 3, saved[0]!));
  grading.expect(
    equal(found, book),
    `start must find the book in the journal, as nothing else survives a crash: of ${book.length} ` +
      `entries that were saved, it found ${found.length} or others`,
  );
}
