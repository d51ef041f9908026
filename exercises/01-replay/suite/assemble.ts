/** Offices put together from some of the parts. @module */

import { Wrong } from "hb/grade/part.ts";
import { clone } from "hb/model/clone.ts";
import { equal } from "hb/model/compare.ts";
import { encode } from "hb/model/encode.ts";
import type { Answers } from "../answers.ts";
import { found, initialState, type Io, type Office, type State, type Upon } from "../office.ts";

import { stateInWords } from "./told.ts";

/** What stands where a part is not under test: it enters all it hears, and never asks again. */
const naive: Upon = {
  found,
  register(s, { from, call, thing }, io) {
    const ticket = s.book.push(thing);
    io.send(from, { type: "ticket", call, ticket });
  },
  ticket() {},
};

/** An office of nothing but `changes`, and the naive handlers elsewhere. */
export function naiveBut(changes: Partial<Upon>, after: Partial<Office["after"]> = {}): Office {
  return {
    start: () => initialState(),
    upon: { ...naive, ...changes },
    after: { patience() {}, ...after },
  };
}

/** Parts 1 to 3: it holds while nobody crashes, and remembers everything. */
function untilACrash({ ticket, patience, register }: Answers): Office {
  return naiveBut({ ticket, register }, { patience });
}

/** Parts 1 to 4: it holds while nobody crashes, and remembers what it must. */
export function forgetting(answers: Answers): Office {
  const register: Upon["register"] = (s, event, io) => {
    if (answers.forget(s, event)) answers.register(s, event, io);
  };
  return naiveBut({ ticket: answers.ticket, register }, { patience: answers.patience });
}

/** Nothing but the journal survives a crash: what else this memory may hold is that of a dead process. */
function fromJournal(start: Answers["recover"]): Answers["recover"] {
  return (io, journal) => {
    const last = clone(journal.at(-1) ?? initialState());
    const s = start(io, journal);
    if (equal(s, last)) return s;
    const record = journal.length > 0 ? "the last record in its journal" : "the initial state";
    throw new Wrong(
      `a node must begin with ${record}, as nothing else survives a crash: must be that ` +
        `${stateInWords(last)}; came that ${inWords(s)}`,
    );
  };
}

/** What a start gives may be no state. */
function inWords(s: unknown): string {
  try {
    return stateInWords(s as State);
  } catch {
    return encode(s);
  }
}

/** Parts 1 to 3 and 5, where every step is saved. */
export function recovering(answers: Answers): Office {
  const { upon: { found, register, ticket }, ...rest } = untilACrash(answers);
  const saved =
    <E>(handler: (s: State, event: E, io: Io) => void) => (s: State, event: E, io: Io) => {
      handler(s, event, io);
      io.save(s);
    };
  const upon = { found: saved(found), register: saved(register), ticket: saved(ticket) };
  return { ...rest, start: fromJournal(answers.recover), upon };
}

/** Parts 1 to 6. */
export function lasting(answers: Answers): Office {
  const plain = forgetting(answers);
  return {
    ...plain,
    start: fromJournal(answers.recover),
    upon: methodsOf(answers.durable(plain.upon)),
  };
}

/** Handlers that stay the methods of what they were made as: an object of a class, perhaps. */
function methodsOf(upon: Upon): Upon {
  return {
    found: (s, event, io) => upon.found(s, event, io),
    register: (s, event, io) => upon.register(s, event, io),
    ticket: (s, event, io) => upon.ticket(s, event, io),
  };
}

/** A branch with two open calls, 2 and 3, of two finders, the first clients of a world of so many nodes. */
export function busyBranch(nodes = 7): State {
  const open = new Map([
    [2, { finder: nodes, thing: "hat" }],
    [3, { finder: nodes + 1, thing: "glove" }],
  ]);
  return { ...initialState(), calls: 3, open };
}

/** Where branch 1 takes a step. */
export const AT_BRANCH = { self: 1, nodes: 3 };
