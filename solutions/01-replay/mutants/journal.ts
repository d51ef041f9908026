/** Bugs in what is saved, and in what is done with it: parts 5 and 6. @module */

import type { Mutant } from "hb/grade/suite.ts";
import { newborn, type Upon } from "../../../exercises/01-replay/office.ts";
import type { Subject } from "../../../exercises/01-replay/subject.ts";
import { subject } from "../subject.ts";

export const journalMutants: readonly Mutant<Subject>[] = [
  recover("amnesia", "the journal is not read", () => newborn()),
  recover(
    "the oldest page",
    "the first record is taken for the newest",
    (io, journal) => subject.start(io, journal.slice(0, 1)),
  ),
  recover(
    "waits to be asked",
    "open calls are not seen to after a crash",
    (_, journal) => journal.at(-1) ?? newborn(),
  ),
  durable("speaks first", "the office saves nothing", (plain) => ({ register: plain.register })),
  durable("saves too early", "the office saves before it enters", (plain) => ({
    register(s, event, io) {
      io.save(s);
      plain.register(s, event, io);
    },
  })),
  durable("saves apart", "book and tickets are saved one after the other", (plain) => ({
    register(s, event, io) {
      const before = structuredClone(s.branches);
      const entered = s.book.length;
      plain.register(s, event, io);
      if (s.book.length === entered) return;
      io.save({ ...s, branches: before });
      io.save(s);
    },
  })),
  durable("saves always", "a repeated request is saved too", (plain) => ({
    register(s, event, io) {
      plain.register(s, event, io);
      io.save(s);
    },
  })),
  durable("comes back", "a branch forgets that a call is over", (plain) => ({
    ticket: plain.ticket,
  })),
  durable("careless branch", "a branch may use a number again", (plain) => ({
    found: plain.found,
  })),
];

function recover(name: string, words: string, start: Subject["start"]): Mutant<Subject> {
  return { name, words, breaks: ["recover"], subject: { ...subject, start } };
}

function durable(
  name: string,
  words: string,
  change: (plain: Upon) => Partial<Upon>,
): Mutant<Subject> {
  const wrap: Subject["durable"] = (plain) => ({ ...subject.durable(plain), ...change(plain) });
  return { name, words, breaks: ["durable"], subject: { ...subject, durable: wrap } };
}
