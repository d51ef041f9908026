import text from "./whole.md" with { type: "text" };
import { type Grading, runFor, task } from "hb/grade/part.ts";
import fc from "fast-check";
import { savedBy, smallRecords } from "hb/grade/laws.ts";
import { equal } from "hb/model/compare.ts";
import { encode } from "hb/model/encode.ts";
import { schedules } from "hb/sim/arbitrary.ts";
import { World } from "hb/sim/world.ts";
import type { Answers } from "../answers.ts";
import type { Entire } from "../entire.ts";
import { explored } from "./explored.ts";
import { journals, shortens, startsAs } from "./journals.ts";
import { FOUND, renamed, REPLACED } from "./renamed.ts";
import { oneTicketEach, ticketsHold } from "./rules.ts";
import { situation } from "./told.ts";
import {
  BRANCHES,
  crashPoints,
  cut,
  finders,
  impatient,
  lateCopies,
  patient,
  slowDisk,
  toTheEnd,
  trial,
  trouble,
} from "./trial.ts";

/** The most characters of one record, as `encode` of hb/model/encode.ts writes it. */
const RECORD_LIMIT = 400;

/** The most records of one call, at one node. */
const RECORDS_A_CALL = 4;

/** Everything that the simulator can do to nodes and links, sixty times. */
const disasters = fc.sample(
  schedules({ nodes: 3, untilMs: 300, kinds: ["crash", "pause", "partition", "slow"] }),
  { seed: 1, numRuns: 60 },
);

export const whole = task<Answers>(text, ({ whole }, grading) => {
  const { protocol, bookOf } = whole;
  grading.sweep(trial(protocol, bookOf), { seeds: 50, drive: toTheEnd });
  explored(whole, grading);
  grading.sweep(trial(protocol, bookOf, { network: lateCopies }), { seeds: 10, drive: toTheEnd });
  for (const faults of disasters) {
    const clients = impatient(finders(2, 4));
    grading.sweep(trial(protocol, bookOf, { disk: slowDisk, clients, faults }), {
      seeds: 2,
      drive: toTheEnd,
    });
  }
  crowded(whole, grading);
  packed(whole, grading);
  readsWhatIsWritten(whole, grading);
  longLife(whole, grading);
  // A finder who gives up hides a call that nobody sees to; in these trials none does.
  for (const faults of crashPoints) {
    const clients = patient(10, faults);
    grading.sweep(trial(protocol, bookOf, { disk: slowDisk, clients, faults }), {
      seeds: 3,
      drive: toTheEnd,
    });
  }
  outlasts(whole, grading);
});

/** Many calls at once: each is seen to, and what is written down of it is small. */
function crowded(whole: Entire, grading: Grading): void {
  const each = 14;
  const scenario = trial(whole.protocol, whole.bookOf, {
    network: { ...trouble, loss: 0.4 },
    clients: finders(each, 1),
  });
  grading.sweep(scenario, { seeds: 6, drive: toTheEnd });
  const world = new World({ ...scenario, seed: 1 });
  world.run(20_000);
  for (const [node, calls] of [[0, 2 * each], [1, each]] as const) {
    const records = savedBy(world.trace, node);
    smallRecords(node, records, RECORD_LIMIT, grading);
    grading.expect(
      records.length <= RECORDS_A_CALL * calls,
      `a write costs time, and what is heard again is no reason for one: node ${node} saved ` +
        `${records.length} records for ${calls} calls, of which a few had to be asked for often; ` +
        `${RECORDS_A_CALL} a call will do`,
    );
    journals(whole.protocol, node, records, grading);
  }
}

/** How many branches there are and how many finders stand at each, in one trial after the other. */
const CROWDS = [[2, 40], [2, 120], [2, 300], [40, 2]] as const;

/** However many calls are open, at a branch or in all, each is seen to. */
function packed({ protocol, bookOf }: Entire, grading: Grading): void {
  for (const [branches, each] of CROWDS) {
    const workload = Array.from(
      { length: each * branches },
      (_, i) => [{ input: `thing ${i + 1}` }],
    );
    const scenario = trial(protocol, bookOf, {
      nodes: 1 + branches,
      network: { ...trouble, loss: 0.4 },
      clients: { ...finders(0, 0, branches), workload },
      invariants: [],
    });
    const world = new World({ ...scenario, seed: 1, trace: "none" });
    toTheEnd(world);
    for (const promise of [oneTicketEach(bookOf), ticketsHold(bookOf)]) world.require(promise);
    const { violation, history } = world;
    const waiting = history.filter(({ outcome }) => outcome !== "ok").length;
    const came = waiting > 0 ? `${waiting} of ${history.length} still wait` : violation?.words;
    grading.expect(
      violation === undefined,
      situation(
        `${each} finders at each of ${branches} branches hand in one thing each, all at once`,
        `${came}`,
        "every finder gets a ticket, and no thing has two",
        "any number of calls may be open, and the office remembers each",
      ),
    );
  }
}

/** How long the finders of `readsWhatIsWritten` are watched, in ms: at the end calls are open. */
const WRITING_MS = 260;

/**
 * The journal alone says what was found: with other things in it, a node starts with those. What it remembers
 * beside the journal, by the content of a record perhaps, would be that of a dead process.
 */
function readsWhatIsWritten({ protocol, bookOf }: Entire, grading: Grading): void {
  const clients = {
    ...finders(4, 0),
    workload: Array.from(
      { length: 4 * BRANCHES },
      (_, finder) => [1, 2, 3].map((at) => ({ input: `${FOUND}${finder}${at}` })),
    ),
  };
  const scenario = trial(protocol, bookOf, { clients });
  const world = new World({ ...scenario, seed: 1 });
  world.run(WRITING_MS);
  for (const node of [0, 1]) {
    const records = savedBy(world.trace, node);
    for (const length of [records.length, records.length >> 1]) {
      const journal = records.slice(0, length);
      const right = startsAs(protocol, node, journal);
      const other = startsAs(protocol, node, renamed(journal) as unknown[]);
      const words = situation(
        `node ${node} starts with the first ${length} records that it has saved, in which every ` +
          `${FOUND}… that was found is replaced by ${REPLACED}…`,
        `it knows of things that its journal does not name, or asks for them`,
        `it knows what the journal names`,
        "nothing but the journal survives a crash; names of things stand in it as text",
      );
      grading.expect(equal(other.state, renamed(right.state)), words);
      const effects = (renamed(right.effects) as string[]).toSorted();
      grading.expect(equal(other.effects, effects), words);
    }
  }
}

/** How long nobody reaches the office, in ms: an hour, or as long as it takes to be asked so often. */
const CUT = { ms: 3_600_000, events: 4000 };

/** One call is not asked for more often than this, in ms. */
const LEAST_WAIT_MS = 10;

/** Nobody gives up while the office is out of reach, however long that is. */
function outlasts({ protocol, bookOf }: Entire, grading: Grading): void {
  const scenario = trial(protocol, bookOf, {
    network: {},
    clients: finders(1, 1),
    faults: [cut(2, CUT.ms)],
  });
  grading.sweep(scenario, {
    seeds: 1,
    drive(world) {
      world.run(CUT.ms, () => world.events > CUT.events);
      const { now, messages } = world;
      if (world.violation !== undefined) return;
      grading.expect(
        messages <= 2 * (10 + now / LEAST_WAIT_MS),
        `one call need not be asked for more often than every ${LEAST_WAIT_MS} ms: two calls have been ` +
          `asked for ${messages} times in ${Math.round(now)} ms in which nobody reached the office`,
      );
      const words = `every finder gets a ticket after ${
        Math.round(now)
      } ms in which nobody reached the office`;
      world.requireProgress(5000 + 2.5 * now, words, () => !world.clientsBusy);
    },
  });
}

/** How many things are found at each branch in a long life. */
const LONG = 300;

/** How many runs it may take to shrink a long life. */
const LONG_SHRINK_RUNS = 60;

/** A long life, in which everybody crashes now and then: the journal is compacted more than once. */
function longLife(whole: Entire, grading: Grading): void {
  const { protocol, bookOf } = whole;
  const faults = [150, 400, 650, 901, 1153].flatMap((at) =>
    [0, 1, 2].map((node) => ({ kind: "crash" as const, at: at + 20 * node, node, downMs: 10 }))
  );
  const clients = { ...finders(1, LONG), timeoutMs: 100 };
  const scenario = trial(protocol, bookOf, { network: {}, clients, faults, invariants: [] });
  grading.sweep(scenario, {
    seeds: 1,
    shrinkRuns: LONG_SHRINK_RUNS,
    drive(world) {
      runFor(world, 1500);
      toTheEnd(world);
      for (const promise of [oneTicketEach(bookOf), ticketsHold(bookOf)]) world.require(promise);
    },
  });
  const world = new World({ ...scenario, faults: [], seed: 1 });
  world.run(5000);
  const saved = [0, 1].map((node) => savedBy(world.trace, node));
  for (const [node, records] of saved.entries()) {
    smallRecords(node, records, RECORD_LIMIT, grading);
    if (node > 0) remembersLittle(world.states[node], grading);
    shortens(protocol, node, records, grading);
  }
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

/** The most characters that a branch remembers of a call that is over. */
const MEMORY_LIMIT = 20;

/** A branch remembers what is open, and is not the larger the more calls it has made. */
function remembersLittle(state: unknown, grading: Grading): void {
  const { length } = encode(state);
  grading.expect(
    length <= MEMORY_LIMIT * LONG,
    `a branch does not go on remembering what was found in calls that are over: after ${LONG} calls, ` +
      `of which none is open, its state has ${length} characters`,
  );
}
