/** Bugs in what is saved, and in what is done with it: parts 5 and 6. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/01-replay/answers.ts";
import { initialState, type Upon } from "../../../exercises/01-replay/office.ts";
import { durable } from "../durable.ts";
import { recover } from "../recover.ts";

export const journalMutants: Mutants<Answers> = {
  recover: {
    "amnesia: the journal is not read": () => initialState(),
    "the oldest page: the first record is taken for the newest": (io, journal) =>
      recover(io, journal.slice(0, 1)),
    "waits to be asked: open calls are not seen to after a crash": (_, journal) =>
      journal.at(-1) ?? initialState(),
  },
  durable: {
    "speaks first: the office saves nothing": but(({ register }) => ({ register })),
    "saves too early: the office saves before it enters": but((plain) => ({
      register(s, event, io) {
        io.save(s);
        plain.register(s, event, io);
      },
    })),
    "saves apart: book and tickets are saved one after the other": but((plain) => ({
      register(s, event, io) {
        const before = structuredClone(s.branches);
        const entered = s.book.length;
        plain.register(s, event, io);
        if (s.book.length === entered) return;
        io.save({ ...s, branches: before });
        io.save(s);
      },
    })),
    "saves always: a repeated request is saved too": but((plain) => ({
      register(s, event, io) {
        plain.register(s, event, io);
        io.save(s);
      },
    })),
    "comes back: a branch forgets that a call is over": but(({ ticket }) => ({ ticket })),
    "careless branch: a branch may use a number again": but(({ found }) => ({ found })),
  },
};

/** The reference, but for some handlers that are made of plain ones. */
function but(change: (plain: Upon) => Partial<Upon>): Answers["durable"] {
  return (plain) => ({ ...durable(plain), ...change(plain) });
}
