/** Bugs in the whole office: part 8. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import { nested } from "hb/model/nested.ts";
import type { Protocol } from "hb/model/protocol.ts";
import type { Answers } from "../../../exercises/01-replay/answers.ts";
import { entire } from "../../../exercises/01-replay/entire.ts";
import {
  memoryOf,
  type Message,
  PATIENCE_MS,
  type State,
  type Timer,
} from "../../../exercises/01-replay/office.ts";
import { type Change, protocol } from "../whole.ts";

const { start, upon, after, compact, ...rest } = protocol;

export const wholeMutants: Mutants<Answers> = {
  whole: {
    "the last page: without compact, only the last record is kept": wrong({
      ...rest,
      start,
      upon,
      after: after!,
    }),
    "heavy records: each record is the whole state": but({
      upon: {
        ...upon,
        register(s, event, io) {
          const entered = s.book.length;
          upon.register(s, event, nested(io, { save() {} }));
          if (s.book.length > entered) io.save({ kind: "before", state: s });
        },
      },
    }),
    "never closed: a closed call is not written down": but({
      upon: {
        ...upon,
        ticket(s, { call, ticket }, io) {
          const open = s.open.get(call);
          if (open === undefined) return;
          io.answer(open.finder, ticket);
          s.open.delete(call);
        },
      },
    }),
    "compacts away: compact drops what an earlier compact made": but({
      compact: (journal) => compact!(journal.filter((change) => change.kind !== "before")),
    }),
    "talks in its sleep: the timer goes off for ever": but({
      after: {
        patience(s, timer, io) {
          after!.patience(s, timer, io);
          if (s.open.size === 0) io.wait(50, timer);
        },
      },
    }),
    "everything again: start enters the last thing twice": but({
      start: (io, journal) => start(io, [...journal, ...journal.slice(-1)]),
    }),
    "never resumes: after a crash nobody asks for what is open": but({
      start: (io, journal) => start(nested(io, { send() {}, wait() {} }), journal),
    }),
    "asks once: after a crash the timer is not set": but({
      start: (io, journal) => start(nested(io, { wait() {} }), journal),
    }),
    "closed for the holidays: compact drops what is open": compacting((s) => ({
      ...s,
      open: new Map(),
    })),
    "half open: compact keeps only the newest of what is open": compacting((s) => ({
      ...s,
      open: new Map([...s.open].slice(-1)),
    })),
    "keeps everything: compact leaves the journal as it is": but({
      compact: (journal) => [...journal],
    }),
    "compacts once: what an earlier compact made is never folded again": but({
      compact: (journal) => journal[0]?.kind === "before" ? [...journal] : compact!(journal),
    }),
    "gives up: after twelve attempts the branch falls silent": but({
      after: {
        patience(s, timer, io) {
          if (timer.attempt < 12) after!.patience(s, timer, io);
        },
      },
    }),
    "floods: the branch asks every 5 ms": but({
      after: {
        patience(s, timer, io) {
          after!.patience(
            s,
            timer,
            nested(io, { wait: (_, timer) => io.wait(5, { ...timer, attempt: 0 }) }),
          );
        },
      },
    }),
    "eight calls: of each branch, the last eight calls are remembered": remembering(8),
    "two hundred calls: of each branch, the last 200 calls are remembered": remembering(200),
    "64 letters: of a longer name the rest is not written down": but({
      upon: {
        ...upon,
        found: (s, event, io) => upon.found(s, { ...event, thing: event.thing.slice(0, 64) }, io),
      },
    }),
    "ten branches: only so many branches are remembered": but({
      upon: {
        ...upon,
        register(s, event, io) {
          upon.register(s, event, io);
          const [oldest] = s.branches.keys();
          if (s.branches.size > 10) s.branches.delete(oldest!);
        },
      },
    }),
    "no more than sixteen: where so many calls are open, a finder is sent away": atMost(16),
    "no more than 256: where so many calls are open, a finder is sent away": atMost(256),
    "says more: when a finder has been told, the next number is told as well": but({
      upon: {
        ...upon,
        ticket(s, event, io) {
          upon.ticket(
            s,
            event,
            hearing(io, (client, result) => {
              io.answer(client, result);
              io.answer(client, Number(result) + 1);
            }),
          );
        },
      },
    }),
    "corrects itself: a ticket that comes again is told again, with another number": but({
      upon: {
        ...upon,
        ticket(s, event, io) {
          const all = s as State & { told?: Map<number, number> };
          const finder = all.told?.get(event.call);
          if (finder !== undefined) return io.answer(finder, event.ticket + 1);
          upon.ticket(
            s,
            event,
            hearing(io, (client, result) => {
              io.answer(client, result);
              (all.told ??= new Map()).set(event.call, client);
            }),
          );
        },
      },
    }),
    "side by side: branch and call are written one after the other": calling(
      ({ from, call }) => Number(`${from}${call}`),
      1,
    ),
    "ten bits: calls are told apart by their last ten bits": calling(({ call }) => call % 1024),
    "puts it off: whatever is found sets the timer anew": but({
      upon: {
        ...upon,
        found(s, event, io) {
          upon.found(s, event, io);
          io.wait(PATIENCE_MS, { type: "patience", attempt: 0 });
        },
      },
    }),
    "starts the clock anew: every ticket puts the timer off": but({
      upon: {
        ...upon,
        ticket(s, event, io) {
          upon.ticket(s, event, io);
          if (s.open.size > 0) io.wait(PATIENCE_MS, { type: "patience", attempt: 0 });
        },
      },
    }),
    "all hands: after a crash everything is asked for forty times": but({
      start: (io, journal) => start(nested(io, { send: repeating(io, 40) }), journal),
    }),
    "asks twice: each time, everything is asked for twice": but({
      after: {
        patience: (s, timer, io) =>
          after!.patience(s, timer, nested(io, { send: repeating(io, 2) })),
      },
    }),
    "ten replies: the office replies ten times": but({
      upon: {
        ...upon,
        register: (s, event, io) =>
          upon.register(s, event, nested(io, { send: repeating(io, 10) })),
      },
    }),
    "writes again: that something was heard again is written down": but({
      upon: {
        ...upon,
        register(s, event, io) {
          const before = s.book.length;
          upon.register(s, event, io);
          // Means nothing at the office.
          if (s.book.length === before) io.save({ kind: "closed", call: event.call });
        },
      },
    }),
    "the whole book: each ticket comes with all that is in the book": but({
      upon: {
        ...upon,
        register(s, event, io) {
          const send: typeof io.send = (to, message) =>
            io.send(to, { ...message, book: [...s.book] } as unknown as Message);
          upon.register(s, event, nested(io, { send }));
        },
      },
    }),
    "all that is open: each request comes with all that is open": but({
      after: {
        patience(s, timer, io) {
          const send: typeof io.send = (to, message) =>
            io.send(to, { ...message, open: [...s.open] } as unknown as Message);
          after!.patience(s, timer, nested(io, { send }));
        },
      },
    }),
    "all that is open, in writing: a new call is saved with the numbers of all others": but({
      upon: {
        ...upon,
        found(s, event, io) {
          const save: typeof io.save = (change) =>
            io.save({ ...change, all: [...s.open.keys()] } as unknown as Change);
          upon.found(s, event, nested(io, { save }));
        },
      },
    }),
    "in writing: whenever a call is asked for again, that is written down": but({
      after: {
        patience(s, timer, io) {
          after!.patience(s, timer, io);
          // Means nothing, as no call has this number.
          io.save({ kind: "closed", call: 0 });
        },
      },
    }),
    "old pages: compact keeps what it has folded as well": but({
      compact: (journal) =>
        compact!(journal).map((each) => ({ ...each, old: [...journal] }) as unknown as Change),
    }),
    "a book for each: the office keeps a copy of its book for each branch": but({
      upon: {
        ...upon,
        register(s, event, io) {
          upon.register(s, event, io);
          const all = s as State & { copies?: Map<number, string[]> };
          (all.copies ??= new Map()).set(event.from, [...s.book]);
        },
      },
    }),
    "keeps count: a branch remembers the numbers of calls that are over": but({
      upon: {
        ...upon,
        ticket(s, event, io) {
          const all = s as State & { over?: number[] };
          if (s.open.has(event.call)) (all.over ??= []).push(event.call);
          upon.ticket(s, event, io);
        },
      },
    }),
    "only the first two branches: after a crash, others do not see to their calls": but({
      start: (io, journal) =>
        start(io.self < 3 ? io : nested(io, { send() {}, wait() {} }), journal),
    }),
    "200 letters: of a longer name the rest is not written down": but({
      upon: {
        ...upon,
        found: (s, event, io) => upon.found(s, { ...event, thing: event.thing.slice(0, 200) }, io),
      },
    }),
    "the last pages: of the journal, only the last 2000 records are read": but({
      start: (io, journal) => start(io, journal.slice(-2000)),
    }),
    "begins anew: after a thousand calls, numbers are used again": but({
      upon: {
        ...upon,
        found(s, event, io) {
          if (s.open.size === 0 && s.calls >= 1000) s.calls = 0;
          upon.found(s, event, io);
        },
      },
    }),
    "for ages: after seventeen attempts the branch waits for thirty years": but({
      after: {
        patience(s, timer, io) {
          const wait: typeof io.wait = (ms, next) => io.wait(next.attempt > 17 ? 1e12 : ms, next);
          after!.patience(s, timer, nested(io, { wait }));
        },
      },
    }),
    "in the clerk's head: a record names what is kept in memory, by its content": elsewhere(),
    "half in the head: a record has the thing, and memory has the rest": elsewhere((change) =>
      change.kind === "entered" || change.kind === "opened"
        ? JSON.stringify(change).replace(/"(?:branch|call|below)":\d+,?/g, "")
        : undefined
    ),
    "eight bits: calls are told apart by their last eight bits": calling(({ call }) => call % 256),
  },
};

type Whole = Protocol<State, Message, Timer, Change>;
type Io = Parameters<typeof start>[0];

function but(change: Partial<Whole>): Answers["whole"] {
  return wrong({ ...protocol, ...change });
}

/** A branch that opens no more calls than so many at a time. */
function atMost(calls: number): Answers["whole"] {
  return but({
    upon: {
      ...upon,
      found(s, event, io) {
        if (s.open.size < calls) upon.found(s, event, io);
      },
    },
  });
}

/**
 * Records that only name what changed; what they name is kept in a memory that all nodes share, by its
 * content: there it does not matter who saved it, nor in which run.
 */
function elsewhere(
  name: (change: Change) => string | undefined = (change) => `${hashOf(JSON.stringify(change))}`,
): Answers["whole"] {
  const memory = new Map<string, Change>();
  const named = (change: Change): Change => {
    if (change.kind === "before") return change;
    const key = name(change);
    if (key === undefined) return change;
    memory.set(key, change);
    return { kind: "named", key } as unknown as Change;
  };
  const read = (journal: readonly Change[]) =>
    journal.map((record) => {
      const { key } = record as unknown as { key?: string };
      return key === undefined ? record : memory.get(key)!;
    });
  const saving = (io: Parameters<typeof start>[0]) =>
    nested(io, { save: (change) => io.save(named(change)) });
  const { found, register, ticket } = upon;
  return but({
    start: (io, journal) => start(saving(io), read(journal)),
    upon: {
      found: (s, event, io) => found(s, event, saving(io)),
      register: (s, event, io) => register(s, event, saving(io)),
      ticket: (s, event, io) => ticket(s, event, saving(io)),
    },
    compact: (journal) => compact!(read(journal)),
  });
}

/** The same world, in which finders are told otherwise. */
function hearing(io: Io, answer: Io["answer"]): Io {
  return nested(io, { answer });
}

/** Sends everything so many times. */
function repeating(io: Io, times: number): Io["send"] {
  return (to, message) => {
    for (let n = 0; n < times; n++) io.send(to, message);
  };
}

/** An office that remembers every call, under another name, and perhaps all in one branch. */
function calling(
  name: (event: { readonly from: number; readonly call: number }) => number,
  branch?: number,
): Answers["whole"] {
  return but({
    upon: {
      ...upon,
      register(s, event, io) {
        const send: typeof io.send = (_, message) =>
          io.send(event.from, { ...message, call: event.call } as Message);
        const known = { ...event, from: branch ?? event.from, call: name(event), below: 0 };
        upon.register(s, known, nested(io, { send }));
      },
    },
  });
}

/** FNV-1a. */
function hashOf(text: string): number {
  return [...text].reduce((hash, letter) => Math.imul(hash ^ letter.codePointAt(0)!, 16777619), 7);
}

/** The reference, but that its compaction makes something else of the state. */
function compacting(change: (s: State) => State): Answers["whole"] {
  return but({
    compact: (journal) =>
      compact!(journal).map((each) =>
        each.kind === "before" ? { ...each, state: change(each.state) } : each
      ),
  });
}

function wrong(whole: Whole): Answers["whole"] {
  return entire({ protocol: whole, bookOf: (s) => s.book });
}

/** Of each branch, only the last `most` calls are remembered. */
function remembering(most: number): Answers["whole"] {
  return but({
    upon: {
      ...upon,
      register(s, event, io) {
        upon.register(s, event, io);
        const { tickets } = memoryOf(s, event.from);
        const [oldest] = tickets.keys();
        if (tickets.size > most) tickets.delete(oldest!);
      },
    },
  });
}
