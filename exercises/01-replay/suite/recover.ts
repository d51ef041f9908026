/** How part 5 is judged. @module */

import type { Part } from "hb/grade/suite.ts";
import type { Fault } from "hb/sim/fault.ts";
import { constant } from "hb/sim/latency.ts";
import { recovering } from "./assemble.ts";
import { newborn } from "../office.ts";
import { assertBegun, busyBranch, rehearse } from "./rehearse.ts";
import { givenBook } from "./rules.ts";
import type { Subject } from "../subject.ts";
import { finders, impatient, toTheEnd, trial } from "./trial.ts";

const crashes: readonly Fault[] = [
  { kind: "crash", at: 60, node: 0, downMs: 30 },
  { kind: "crash", at: 120, node: 1, downMs: 40 },
];

export const recoverPart: Part<Subject> = {
  number: 5,
  name: "recover",
  title: "begin where the journal ends",
  points: 10,
  statement:
    `At birth and after a crash: \`start\` gets what the node has saved, and gives back its state. In this
part every step is saved for you, as a whole state; the last one in the journal is the newest.

A crash takes more than memory. Timers are gone too, and a reply that came while the branch was down
went to nobody. A branch that has open calls must see to them again. Builds on parts 1 to 3.`,
  paper: "Birrell and Nelson 1984, section 3.2; Lampson and Sturgis 1979, Crash recovery in a " +
    "distributed data storage system",
  hints: [
    "Look at `found`: what does it set in motion that a crash undoes?",
    "The newest state is `journal.at(-1)`; at birth there is none, and `newborn()` makes one.",
    "If `open.size > 0`, ask for each open call and set the timer as `found` does.",
  ],
  test(subject, grading) {
    assertBegun(1, (io) => void subject.start(io, []));
    grading.sweep(
      trial(recovering(subject), givenBook, {
        disk: { fsync: constant(2) },
        clients: impatient(finders(2, 3)),
        faults: crashes,
      }),
      { seeds: 200, drive: toTheEnd },
    );
    // A finder who gives up hides a call that nobody sees to; so one more trial, in which none does.
    grading.sweep(
      trial(recovering(subject), givenBook, { clients: finders(2, 3), faults: crashes }),
      { seeds: 100, drive: toTheEnd },
    );
    const born = rehearse(1, (io) => {
      grading.equal(subject.start(io, []), newborn(), "the state at birth");
    });
    grading.equal(born.sends.length, 0, "messages that leave at birth");
    grading.equal(born.waits.length, 0, "timers that are set at birth");
    rehearse(1, (io) => {
      const state = subject.start(io, [newborn(), busyBranch()]);
      grading.equal(
        state,
        busyBranch(),
        "the state after a crash, which is the last record in the journal",
      );
    });
  },
};
