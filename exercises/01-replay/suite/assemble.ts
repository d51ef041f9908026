/** Offices put together from some of the parts. @module */

import { Wrong } from "hb/grade/grading.ts";
import { clone } from "hb/model/clone.ts";
import { equal } from "hb/model/compare.ts";
import { encode } from "hb/model/encode.ts";
import type { Subject } from "../subject.ts";
import { found, newborn, type Office, type Upon } from "../office.ts";

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
    start: () => newborn(),
    upon: { ...naive, ...changes },
    after: { patience() {}, ...after },
  };
}

/** Parts 1 to 3: it holds while nobody crashes, and remembers everything. */
export function untilACrash({ ticket, patience, register }: Subject): Office {
  return naiveBut({ ticket, register }, { patience });
}

/** Parts 1 to 4: it holds while nobody crashes, and remembers what it must. */
export function forgetting(subject: Subject): Office {
  const register: Upon["register"] = (s, event, io) => {
    if (subject.forget(s, event)) subject.register(s, event, io);
  };
  return naiveBut({ ticket: subject.ticket, register }, { patience: subject.patience });
}

/** Nothing but the journal survives a crash: what else this memory may hold is that of a dead process. */
function fromJournal(start: Subject["start"]): Subject["start"] {
  return (io, journal) => {
    const last = clone(journal.at(-1) ?? newborn());
    const s = start(io, journal);
    if (equal(s, last)) return s;
    const record = journal.length > 0 ? "the last record in its journal" : "a newborn's state";
    throw new Wrong(
      `a node must begin with ${record}, as nothing else survives a crash: ` +
        `expected ${encode(last)}, found ${encode(s)}`,
    );
  };
}

/** Parts 1 to 3 and 5, where every step is saved. */
export function recovering(subject: Subject): Office {
  const { upon, after } = untilACrash(subject);
  return {
    start: fromJournal(subject.start),
    upon: {
      found(s, event, io) {
        upon.found(s, event, io);
        io.save(s);
      },
      register(s, event, io) {
        upon.register(s, event, io);
        io.save(s);
      },
      ticket(s, event, io) {
        upon.ticket(s, event, io);
        io.save(s);
      },
    },
    ...(after === undefined ? {} : { after }),
  };
}

/** Parts 1 to 6. */
export function lasting(subject: Subject): Office {
  const plain = forgetting(subject);
  return { ...plain, start: fromJournal(subject.start), upon: subject.durable(plain.upon) };
}
