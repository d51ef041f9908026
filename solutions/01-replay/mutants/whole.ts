/** Bugs in the whole office: part 8. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import { nested } from "hb/model/nested.ts";
import type { Protocol } from "hb/model/protocol.ts";
import type { Answers } from "../../../exercises/01-replay/answers.ts";
import { entire } from "../../../exercises/01-replay/entire.ts";
import type { Message, State, Timer } from "../../../exercises/01-replay/office.ts";
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
  },
};

type Whole = Protocol<State, Message, Timer, Change>;

function but(change: Partial<Whole>): Answers["whole"] {
  return wrong({ ...protocol, ...change });
}

function wrong(whole: Whole): Answers["whole"] {
  return entire({ protocol: whole, bookOf: (s) => s.book });
}
