/** How part 6 is judged. @module */

import type { Grading } from "hb/grade/grading.ts";
import type { Part } from "hb/grade/suite.ts";
import { lasting } from "./assemble.ts";
import { ask, memoryOf, newborn, type State, type Upon } from "../office.ts";
import { assertBegun, busyBranch, rehearse } from "./rehearse.ts";
import { givenBook } from "./rules.ts";
import type { Subject } from "../subject.ts";
import { crashTimes, finders, impatient, slowDisk, toTheEnd, trial, trouble } from "./trial.ts";

/** Handlers that do the least that can be done, to see what `durable` adds to them. */
const simple: Upon = {
  found(s, { from, thing }, io) {
    s.open.set(++s.calls, { finder: from, thing });
    ask(s, s.calls, io);
  },
  register(s, { from, call, thing }, io) {
    const { tickets } = memoryOf(s, from);
    if (!tickets.has(call)) tickets.set(call, s.book.push(thing));
    io.send(from, { type: "ticket", call, ticket: tickets.get(call)! });
  },
  ticket(s, { call }) {
    s.open.delete(call);
  },
};

const found = { type: "found", from: 9, thing: "hat" } as const;
const register = { type: "register", from: 1, call: 1, below: 1, thing: "hat" } as const;
const ticket = { type: "ticket", from: 0, call: 2, ticket: 1 } as const;

export const durablePart: Part<Subject> = {
  number: 6,
  name: "durable",
  title: "save before you speak",
  points: 15,
  statement: `Around your handlers: save what would break a promise if it were forgotten.

The office promises a ticket by sending it. A branch promises something too, which is easier to
overlook: by sending a request it promises never to use the number of that call for another thing, and
by the \`below\` in it, never to come back to a call that is over.
What belongs together is saved together: if the book were saved without the tickets, a crash between
the two would leave an entry of which the office does not know whose it is. Builds on parts 1 to 5.`,
  paper:
    "Birrell and Nelson 1984, section 3.2; Ongaro 2014, Consensus: bridging theory and practice, " +
    "section 6.3",
  hints: [
    "Go through the three handlers and ask: if the node crashed right after this step, and began where " +
    "the journal ends, whom would it deceive?",
    "`found` saves always, for the number of the call. `register` saves when something was entered: " +
    "compare `s.book.length` before and after. `ticket` saves when a call was closed.",
    "Call `plain.register(s, event, io)` first and save after it: one record with book and tickets.",
  ],
  test(subject, grading) {
    const upon = subject.durable(simple);
    assertBegun(1, (io) => upon.found(newborn(), found, io));
    assertBegun(0, (io) => upon.register(newborn(), register, io));
    assertBegun(1, (io) => upon.ticket(busyBranch(), ticket, io));
    for (const faults of crashTimes) {
      const clients = impatient(finders(2, 3));
      grading.sweep(trial(lasting(subject), givenBook, { disk: slowDisk, clients, faults }), {
        seeds: 12,
        drive: toTheEnd,
      });
    }
    grading.sweep(manyAtOnce(subject), { seeds: 20, drive: toTheEnd });
    savesOnce(upon, grading);
  },
};

/** Four finders at each branch, one thing each: some calls are closed and some open in the crash. */
function manyAtOnce(subject: Subject) {
  return trial(lasting(subject), givenBook, {
    disk: slowDisk,
    network: { ...trouble, loss: 0.4 },
    clients: impatient(finders(4, 1)),
    faults: [{ kind: "crash", at: 200, node: 1, downMs: 20 }],
  });
}

/** A new call is saved in one record, a repeated one in none. */
function savesOnce(upon: Upon, grading: Grading): void {
  const s: State = newborn();
  const first = rehearse(0, (io) => upon.register(s, register, io));
  grading.equal(s.book, ["hat"], "the book after a first request");
  grading.equal(
    first.saves,
    [s],
    "book and tickets belong together, in one record; what the office saves at a first request",
  );
  const again = rehearse(0, (io) => upon.register(s, register, io));
  grading.equal(
    again.saves,
    [],
    "a request that is heard again changes nothing, and a write costs time; what the office saves then",
  );
  grading.equal(again.sends, first.sends, "what it replies then");
}
