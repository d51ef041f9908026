/** How part 8 is judged. @module */

import fc from "fast-check";
import type { Grading } from "hb/grade/grading.ts";
import type { Part } from "hb/grade/suite.ts";
import { equal } from "hb/model/compare.ts";
import { encode } from "hb/model/encode.ts";
import { schedules } from "hb/sim/arbitrary.ts";
import { World } from "hb/sim/world.ts";
import { clone } from "hb/model/clone.ts";
import { rehearse } from "./rehearse.ts";
import type { Entire } from "../entire.ts";
import type { Subject } from "../subject.ts";
import { finders, impatient, runFor, slowDisk, toTheEnd, trial } from "./trial.ts";

/** The most characters of one record, as `encode` of hb/model/encode.ts writes it. */
const RECORD_LIMIT = 400;

/** Everything that the simulator can do to nodes and links, sixty times. */
const disasters = fc.sample(
  schedules({ nodes: 3, untilMs: 300, kinds: ["crash", "pause", "partition", "slow"] }),
  { seed: 1, numRuns: 60 },
);

export const wholePart: Part<Subject> = {
  number: 8,
  name: "whole",
  title: "the whole office, from an empty page",
  points: 15,
  statement:
    `Write the office again, with a state, messages and a journal of your own. It must hold against
everything at once: loss, duplication, reordering, crashes during a write, pauses and partitions. Every
call ends when the trouble is over, and then all fall silent.

One thing is new. In parts 5 and 6 each record was the whole state, and so the office wrote its whole
book for each new ticket. Now no record may be longer than ${RECORD_LIMIT} characters, however long the book
is: write down what changed, and let \`start\` apply the records one after another. A journal cannot grow
for ever either, and \`compact\` says what it may be replaced by; what it gives back may be long. Stands
alone, and may use what you wrote in the other parts.`,
  paper:
    "Lee et al. 2015 (RIFL), sections 3 and 4; Spector 1982, on the semantics of remote operations; " +
    "Lampson and Sturgis 1979, on logs",
  hints: [
    "List the changes that must survive: something was entered, a call was opened, a call was closed. " +
    "Those are your records.",
    "Write one function that applies one record to the state, and use it in `start` and in your handlers.",
    "`compact` may give back one record of another kind that holds the state after the whole journal; " +
    "`start` must know that kind too. Do not forget that it is called again with such a record in front.",
  ],
  test({ whole }, grading) {
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
  },
};

/** A long life, then a crash of everybody: by then, the journal has been compacted more than once. */
function longLife(whole: Entire, grading: Grading): void {
  const { protocol, bookOf } = whole;
  const scenario = trial(protocol, bookOf, {
    network: {},
    clients: finders(1, 60),
    faults: [0, 1, 2].flatMap((node) =>
      [1000, 2000].map((at) => ({ kind: "crash" as const, at, node, downMs: 10 }))
    ),
  });
  grading.sweep(scenario, {
    seeds: 1,
    drive(world) {
      runFor(world, 3000);
      toTheEnd(world);
    },
  });
  const world = new World({ ...scenario, faults: [], seed: 1 });
  world.run(3000);
  const saved = [0, 1].map((node) =>
    world.trace.flatMap((event) =>
      event.kind === "save" && event.node === node ? [event.record] : []
    )
  );
  for (const [node, records] of saved.entries()) {
    smallRecords(node, records, grading);
    compactsAlike(protocol, node, records.slice(0, 6), grading); // few, so that the words stay short
  }
  bookInJournal(whole, saved[0]!, [...bookOf(world.states[0])], grading);
}

/** The book can be read in the journal alone, when another life has been lived in the same memory. */
function bookInJournal(
  { protocol, bookOf }: Entire,
  records: readonly unknown[],
  book: readonly string[],
  grading: Grading,
): void {
  new World({ ...trial(protocol, bookOf), seed: 1, trace: "none" }).run(300);
  const found = bookOf(begin(protocol, 0, records));
  grading.expect(
    equal(found, book),
    `start must find the book in the journal, as nothing else survives a crash: of ${book.length} ` +
      `entries that were saved, it found ${found.length} or others`,
  );
}

function smallRecords(node: number, records: readonly unknown[], grading: Grading): void {
  grading.expect(records.length > 0, `node ${node} saves something, with io.save`);
  const longest = Math.max(...records.map((record) => encode(record).length));
  grading.expect(
    longest <= RECORD_LIMIT,
    `no record is longer than ${RECORD_LIMIT} characters, as a record tells what changed: ` +
      `node ${node} saved one of ${longest}`,
  );
}

/** Law: from a journal and from its compaction, even of its first half only, `start` goes on alike. */
function compactsAlike(
  protocol: Entire["protocol"],
  node: number,
  records: readonly unknown[],
  grading: Grading,
): void {
  const compact = protocol.compact?.bind(protocol) ?? ((journal) => journal.slice(-1));
  const half = records.length >> 1;
  const alike = {
    "its compaction": compact(clone(records)),
    "the compaction of its first half and the rest": [
      ...compact(clone(records.slice(0, half))),
      ...clone(records.slice(half)),
    ],
  };
  const state = begin(protocol, node, records);
  for (const [words, journal] of Object.entries(alike)) {
    const other = begin(protocol, node, journal);
    grading.equal(
      other,
      state,
      `start must make the same state of a journal and of ${words}, here at node ${node}`,
    );
  }
}

function begin(protocol: Entire["protocol"], node: number, journal: readonly unknown[]): unknown {
  let state: unknown;
  rehearse(node, (io) => {
    state = protocol.start(io as unknown as Parameters<typeof protocol.start>[0], clone(journal));
  });
  return state;
}
