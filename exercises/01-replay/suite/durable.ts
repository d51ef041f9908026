import text from "./durable.md" with { type: "text" };
import { rehearse, task } from "hb/grade/part.ts";
import type { Answers } from "../answers.ts";
import { ask, initialState, memoryOf, type Upon } from "../office.ts";
import { AT_BRANCH, busyBranch, lasting } from "./assemble.ts";
import { crashTimes, endsWell, finders, impatient, slowDisk, trouble } from "./trial.ts";

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

export const durable = task<Answers>(text, (answers, grading) => {
  const upon = answers.durable(simple), office = lasting(answers);
  grading.begun((io) => upon.found(initialState(), found, io), AT_BRANCH);
  grading.begun((io) => upon.register(initialState(), register, io));
  grading.begun((io) => upon.ticket(busyBranch(), ticket, io), AT_BRANCH);
  for (const faults of crashTimes) {
    const clients = impatient(finders(2, 3));
    endsWell(office, 12, grading, { disk: slowDisk, clients, faults });
  }
  // Four finders at each branch, one thing each: some calls are closed and some open in the crash.
  endsWell(office, 20, grading, {
    disk: slowDisk,
    network: { ...trouble, loss: 0.4 },
    clients: impatient(finders(4, 1)),
    faults: [{ kind: "crash", at: 200, node: 1, downMs: 20 }],
  });
  // A new call is saved in one record, a repeated one in none.
  const s = initialState(), first = rehearse((io) => upon.register(s, register, io));
  grading.equal(s.book, ["hat"], "the book after a first request");
  grading.equal(
    first.saves,
    [s],
    "book and tickets belong together, in one record; what the office saves at a first request",
  );
  const again = rehearse((io) => upon.register(s, register, io));
  grading.equal(
    again.saves,
    [],
    "a request that is heard again changes nothing, and a write costs time; what the office saves then",
  );
  grading.equal(again.sends, first.sends, "what it replies then");
});
