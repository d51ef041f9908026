/** Bugs in the whole office: part 8. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import { nested } from "hb/model/nested.ts";
import type { Protocol } from "hb/model/protocol.ts";
import type { Answers } from "../../../exercises/01-replay/answers.ts";
import { entire } from "../../../exercises/01-replay/entire.ts";
import {
  memoryOf,
  type Message,
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
    "in the clerk's head: a record names what is kept in memory, by its content": elsewhere(),
    "half in the head: a record has the thing, and memory has the rest": elsewhere((change) =>
      change.kind === "entered" || change.kind === "opened"
        ? JSON.stringify(change).replace(/"(?:branch|call|below)":\d+,?/g, "")
        : undefined
    ),
    "eight bits: calls are told apart by their last eight bits": but({
      upon: {
        ...upon,
        register(s, event, io) {
          const send: typeof io.send = (to, message) =>
            io.send(to, message.type === "ticket" ? { ...message, call: event.call } : message);
          upon.register(s, { ...event, call: event.call % 256, below: 0 }, nested(io, { send }));
        },
      },
    }),
  },
};

type Whole = Protocol<State, Message, Timer, Change>;

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
