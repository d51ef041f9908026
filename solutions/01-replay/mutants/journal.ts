/** Bugs in what is saved, and in what is done with it: parts 5 and 6. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import { encode } from "hb/model/encode.ts";
import { nested } from "hb/model/nested.ts";
import type { Answers } from "../../../exercises/01-replay/answers.ts";
import { initialState, type Io, type Upon } from "../../../exercises/01-replay/office.ts";
import { durable } from "../durable.ts";
import { recover } from "../recover.ts";
import { register } from "../register.ts";

export const journalMutants: Mutants<Answers> = {
  recover: {
    "not from the beginning: the timer begins with attempt 1": (io, journal) =>
      recover(
        nested(io, { wait: (ms, timer) => io.wait(ms, { ...timer, attempt: 1 }) }),
        journal,
      ),
    "amnesia: the journal is not read": () => initialState(),
    "the oldest page: the first record is taken for the newest": (io, journal) =>
      recover(io, journal.slice(0, 1)),
    "waits to be asked: open calls are not seen to after a crash": (_, journal) =>
      journal.at(-1) ?? initialState(),
    "asks once: after a crash the timer is not set": (io, journal) =>
      recover(nested(io, { wait() {} }), journal),
    "an hour: after a crash the branch asks too late": (io, journal) =>
      recover(nested(io, { send() {}, wait: (_, timer) => io.wait(3_600_000, timer) }), journal),
    "only the first branch: another branch does not see to its calls": (io, journal) =>
      io.self === 2 ? journal.at(-1) ?? initialState() : recover(io, journal),
    "nothing is over: what was ever open is open again": (io, journal) => {
      const s = journal.at(-1) ?? initialState();
      for (const { open } of journal) for (const [call, each] of open) s.open.set(call, each);
      return recover(io, [s]);
    },
    "a hundred pages: of the journal, only the first hundred records are read": (io, journal) =>
      recover(io, journal.slice(0, 100)),
    "a thousand pages: of the journal, only the first thousand records are read": (io, journal) =>
      recover(io, journal.slice(0, 1000)),
    "only the first two branches: others do not set their timer": (io, journal) =>
      recover(io.self < 3 ? io : nested(io, { wait() {} }), journal),
    "floods: after a crash each call is asked for fifty times at once": (io, journal) =>
      recover(
        nested(io, { send: (to, message) => times(50, () => io.send(to, message)) }),
        journal,
      ),
    "ten pages: of the journal, only the first ten records are read": (io, journal) =>
      recover(io, journal.slice(0, 10)),
    "an empty book: without entries and open calls, it begins anew": (io, journal) => {
      const s = journal.at(-1);
      return s && s.book.length + s.open.size > 0 ? recover(io, journal) : initialState();
    },
    "all below is over: a call says that those before it have their tickets": (io, journal) => {
      const send: typeof io.send = (to, message) =>
        io.send(to, message.type === "register" ? { ...message, below: message.call } : message);
      return recover(nested(io, { send }), journal);
    },
  },
  durable: {
    "handed on twice: a ticket comes twice to the handler that is given": but((plain) => ({
      ticket(s, event, io) {
        durable(plain).ticket(s, event, io);
        plain.ticket(s, event, io);
      },
    })),
    "fifty at most: a book that is longer is not saved": but((plain) => ({
      register(s, event, io) {
        (s.book.length < 50 ? durable(plain) : plain).register(s, event, io);
      },
    })),
    "a thousand at most: a book that is longer is not saved": but((plain) => ({
      register(s, event, io) {
        (s.book.length < 1000 ? durable(plain) : plain).register(s, event, io);
      },
    })),
    "near branches only: what others hand in is not saved": but((plain) => ({
      register(s, event, io) {
        (event.from < 500 ? durable(plain) : plain).register(s, event, io);
      },
    })),
    "saves what is over: a greater `below` is saved too": but((plain) => ({
      register(s, event, io) {
        const before = encode(s.branches);
        plain.register(s, event, io);
        if (encode(s.branches) !== before) io.save(s);
      },
    })),
    "in advance: the finder is told before the disk has it": but((plain) => ({
      ticket(s, event, io) {
        const answer: Io["answer"] = (to, result) => io.answer(to, result, "ahead");
        durable(plain).ticket(s, event, nested(io, { answer }));
      },
    })),
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
    "half of it: of what is open only the newest call is saved": but((plain) => ({
      found(s, event, io) {
        plain.found(s, event, io);
        io.save({ ...s, open: new Map([...s.open].slice(-1)) });
      },
    })),
    "a hundred at most: where more calls are open, a new one is not saved": but((plain) => ({
      found(s, event, io) {
        plain.found(s, event, io);
        if (s.open.size <= 100) io.save(s);
      },
    })),
    "no name no save: a thing without a name is not saved": but((plain) => ({
      found(s, event, io) {
        plain.found(s, event, io);
        if (event.thing) io.save(s);
      },
    })),
    "saves every ticket: a ticket that comes again is saved too": but((plain) => ({
      ticket(s, event, io) {
        plain.ticket(s, event, io);
        io.save(s);
      },
    })),
    "in order: a closed call is saved only if it was the oldest": but((plain) => ({
      ticket(s, event, io) {
        const [oldest] = s.open.keys();
        plain.ticket(s, event, io);
        if (oldest === event.call) io.save(s);
      },
    })),
    "its own mind: the office does not do what the handler does that is given": but(() => ({
      register(s, event, io) {
        const entered = s.book.length;
        register(s, event, io);
        if (s.book.length > entered) io.save(s);
      },
    })),
    "to be sure: what was found is saved twice": but((plain) => ({
      found(s, event, io) {
        durable(plain).found(s, event, io);
        io.save(s);
      },
    })),
    "saves refusals: a request for a call that is over is saved": but((plain) => ({
      register(s, event, io) {
        const entered = s.book.length;
        let replies = 0;
        const send: typeof io.send = (to, message) => {
          replies++;
          io.send(to, message);
        };
        plain.register(s, event, nested(io, { send }));
        if (s.book.length > entered || replies === 0) io.save(s);
      },
    })),
  },
};

/** The reference, but for some handlers that are made of plain ones. */
function but(change: (plain: Upon) => Partial<Upon>): Answers["durable"] {
  return (plain) => ({ ...durable(plain), ...change(plain) });
}

/** So many times. */
function times(count: number, act: () => void): void {
  for (let n = 0; n < count; n++) act();
}
