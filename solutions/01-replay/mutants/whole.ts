/** Bugs in the whole office: part 8. @module */

import type { Mutant } from "hb/grade/suite.ts";
import { nested } from "hb/model/nested.ts";
import type { Protocol } from "hb/model/protocol.ts";
import { entire } from "../../../exercises/01-replay/entire.ts";
import type { Message, State, Timer } from "../../../exercises/01-replay/office.ts";
import type { Subject } from "../../../exercises/01-replay/subject.ts";
import { subject } from "../subject.ts";
import { type Change, protocol } from "../whole.ts";

type Whole = Protocol<State, Message, Timer, Change>;

const { upon } = protocol;
const { compact: _, ...uncompacted } = protocol;

export const wholeMutants: readonly Mutant<Subject>[] = [
  mutant("the last page", "without compact, only the last record is kept", uncompacted),
  mutant("heavy records", "each record is the whole state", {
    ...protocol,
    upon: {
      ...upon,
      register(s, event, io) {
        const entered = s.book.length;
        upon.register(s, event, nested(io, { save() {} }));
        if (s.book.length > entered) io.save({ kind: "before", state: s });
      },
    },
  }),
  mutant("never closed", "a closed call is not written down", {
    ...protocol,
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
  mutant("compacts away", "compact drops what an earlier compact made", {
    ...protocol,
    compact: (journal) => protocol.compact!(journal.filter((change) => change.kind !== "before")),
  }),
  mutant("talks in its sleep", "the timer goes off for ever", {
    ...protocol,
    after: {
      patience(s, timer, io) {
        protocol.after!.patience(s, timer, io);
        if (s.open.size === 0) io.wait(50, timer);
      },
    },
  }),
  mutant("everything again", "start enters the last thing twice", {
    ...protocol,
    start: (io, journal) => protocol.start(io, [...journal, ...journal.slice(-1)]),
  }),
];

function mutant(name: string, words: string, broken: Whole): Mutant<Subject> {
  const whole = entire({ protocol: broken, bookOf: (s) => s.book });
  return { name, words, breaks: ["whole"], subject: { ...subject, whole } };
}
