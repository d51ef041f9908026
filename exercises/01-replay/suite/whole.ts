import text from "./whole.md" with { type: "text" };
import fc from "fast-check";
import { type Grading, task } from "hb/grade/part.ts";
import { savedBy, smallRecords } from "hb/grade/laws.ts";
import { isLacking } from "hb/grade/lacking.ts";
import { equal } from "hb/model/compare.ts";
import { encode } from "hb/model/encode.ts";
import type { Tagged } from "hb/model/protocol.ts";
import { schedules } from "hb/sim/arbitrary.ts";
import type { Scenario } from "hb/sim/scenario.ts";
import { World } from "hb/sim/world.ts";
import type { Answers } from "../answers.ts";
import type { Entire } from "../entire.ts";
import { packed, RECORD_LIMIT, RECORDS_A_CALL } from "./crowds.ts";
import { explored } from "./explored.ts";
import { journals, startsAs } from "./journals.ts";
import { longLife } from "./life.ts";
import { meanwhile } from "./meanwhile.ts";
import { FOUND, renamed, REPLACED } from "./renamed.ts";
import {
  LEAST_WAIT_MS,
  saysNothingTwice,
  writesNothingTwice,
  writesNothingWhileItWaits,
} from "./sparing.ts";
import { type Promising, promising } from "./telling.ts";
import { inTime, KEEP_NOTHING, situation } from "./told.ts";
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

/** How long a short run is looked at, in ms: at the end some calls are over, and some are open. */
const LOOKED_AT_MS = 260;

/** Everything that the simulator can do to nodes and links, sixty times. */
const disasters = fc.sample(
  schedules({ nodes: 3, untilMs: 300, kinds: ["crash", "pause", "partition", "slow"] }),
  { seed: 1, numRuns: 60 },
);

export const whole = task<Answers>(text, ({ whole }, grading) => {
  const office = promising(whole), { protocol, bookOf, promises: invariants } = office;
  const sweep = (seeds: number, changes: Partial<Trial>) => {
    const scenario = trial(protocol, bookOf, { invariants, ...changes });
    grading.sweep(scenario, { seeds, drive: (world) => toTheEnd(world, MOST_THINGS) });
  };
  runsAlikeTwice(whole, grading);
  sweep(50, {});
  compactsAtOnce(whole, grading);
  explored(whole, grading);
  sweep(10, { network: lateCopies });
  for (const faults of disasters) {
    sweep(2, { disk: slowDisk, clients: impatient(finders(2, 4)), faults });
  }
  crowded(office, grading);
  writesNothingTwice(whole, grading);
  saysNothingTwice(whole, grading);
  writesNothingWhileItWaits(whole, grading);
  readsWhatIsWritten(whole, grading);
  packed(office, grading);
  longLife(office, grading);
  meanwhile(office, grading);
  // A finder who gives up hides a call that nobody sees to; in these trials none does.
  for (const faults of crashPoints) {
    sweep(3, { disk: slowDisk, clients: patient(10, faults), faults });
  }
  outlasts(office, grading);
});

type Trial = Scenario<unknown, Tagged, Tagged, unknown>;

/** How many things are found at a branch in a short trial, at most. */
const MOST_THINGS = 8;

/** The same run comes out the same a second time, and finds the book in the state. */
function runsAlikeTwice({ protocol, bookOf }: Entire, grading: Grading): void {
  const outcome = () => {
    const scenario = trial(protocol, bookOf, { invariants: [] });
    const world = new World({ ...scenario, seed: 1, trace: "none" });
    world.run(LOOKED_AT_MS);
    const { violation, states, history } = world;
    if (isLacking(violation?.error)) throw violation.error;
    // What is thrown is told by the sweeps.
    return violation === undefined ? encode([states, history, bookOf(states[0])]) : "";
  };
  grading.expect(
    outcome() === outcome(),
    `seed 1 comes out differently when it is run again: ${KEEP_NOTHING}, and draw by io.choose`,
  );
}

/** The law of a compaction, in a short run: it comes first, as all that crash rely on it. */
function compactsAtOnce({ protocol, bookOf }: Entire, grading: Grading): void {
  const clients = finders(2, 4);
  const world = new World({ ...trial(protocol, bookOf, { clients, invariants: [] }), seed: 1 });
  world.run(LOOKED_AT_MS);
  for (const node of [1, 0]) journals(protocol, node, savedBy(world.trace, node), grading);
}

/** Many calls at once: each is seen to, and what is written down of it is small. */
function crowded({ protocol, bookOf, promises }: Promising, grading: Grading): void {
  const each = 14;
  const scenario = trial(protocol, bookOf, {
    network: { ...trouble, loss: 0.4 },
    clients: finders(each, 1),
    invariants: promises,
  });
  grading.sweep(scenario, { seeds: 6, drive: (world) => toTheEnd(world, each) });
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
    journals(protocol, node, records, grading);
  }
}

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
  world.run(LOOKED_AT_MS);
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

/** How long nobody reaches the office, in ms: a year, or as long as it takes to be asked so often. */
const CUT = { ms: 365 * 86_400_000, events: 20_000 };

/** How many runs it may take to shrink so long a cut. */
const CUT_SHRINK_RUNS = 20;

/** Nobody gives up while the office is out of reach, however long that is. */
function outlasts({ protocol, bookOf, promises }: Promising, grading: Grading): void {
  const scenario = trial(protocol, bookOf, {
    network: {},
    clients: finders(1, 1),
    faults: [cut(2, CUT.ms)],
    invariants: promises,
  });
  grading.sweep(scenario, {
    seeds: 1,
    shrinkRuns: CUT_SHRINK_RUNS,
    drive(world) {
      world.run(CUT.ms, () => world.events > CUT.events);
      const { now, messages } = world;
      if (world.violation !== undefined) return;
      grading.expect(
        messages <= 2 * (10 + now / LEAST_WAIT_MS),
        `one call need not be asked for more often than every ${LEAST_WAIT_MS} ms: two calls have been ` +
          `asked for ${messages} times in ${inTime(now)} in which nobody reached the office`,
      );
      const withinMs = 5000 + 2.5 * now;
      world.heal();
      world.run(withinMs, () => !world.clientsBusy);
      world.require({
        name: "outlasts",
        words: "every finder gets a ticket, however long nobody has reached the office",
        check({ history }) {
          const waiting = history.filter(({ outcome }) => outcome !== "ok").length;
          if (waiting === 0 && !world.clientsBusy) return;
          const words = `for ${inTime(now)} nobody reached the office, and after ` +
            `${inTime(withinMs)} more ${waiting} of ${history.length} finders have no ticket`;
          return { words, nodes: [] };
        },
      });
    },
  });
}
