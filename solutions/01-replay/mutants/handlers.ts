/** Bugs in single handlers: parts 1 to 4 and 7. @module */

import type { Mutant } from "hb/grade/suite.ts";
import {
  ask,
  memoryOf,
  type Patience,
  PATIENCE_MS,
  type Upon,
} from "../../../exercises/01-replay/office.ts";
import type { Subject } from "../../../exercises/01-replay/subject.ts";
import { subject } from "../subject.ts";

export const handlerMutants: readonly Mutant<Subject>[] = [
  ...ticketMutants(),
  ...patienceMutants(),
  ...registerMutants(),
  ...forgetMutants(),
  ...backoffMutants(),
];

function ticketMutants(): Mutant<Subject>[] {
  const mutant = (name: string, words: string, ticket: Upon["ticket"]): Mutant<Subject> => ({
    name,
    words,
    breaks: ["ticket"],
    subject: { ...subject, ticket },
  });
  return [
    mutant("first come", "a ticket goes to whoever has waited longest", (s, { ticket }, io) => {
      for (const [call, { finder }] of s.open) {
        io.answer(finder, ticket);
        s.open.delete(call);
        return;
      }
    }),
    mutant("open for ever", "a call stays open when its finder has been told", (s, event, io) => {
      const open = s.open.get(event.call);
      if (open !== undefined) io.answer(open.finder, event.ticket);
    }),
    mutant("sure it is open", "a late ticket meets no open call", (s, { call, ticket }, io) => {
      io.answer(s.open.get(call)!.finder, ticket);
      s.open.delete(call);
    }),
    mutant("call for ticket", "the number of the call is told", (s, { call }, io) => {
      const open = s.open.get(call);
      if (open === undefined) return;
      io.answer(open.finder, call);
      s.open.delete(call);
    }),
  ];
}

function patienceMutants(): Mutant<Subject>[] {
  const mutant = (name: string, words: string, patience: Patience): Mutant<Subject> => ({
    name,
    words,
    breaks: ["patience"],
    subject: { ...subject, patience },
  });
  const again = { type: "patience", attempt: 1 } as const;
  return [
    mutant("once more", "the timer is not set again", (s, _, io) => {
      for (const call of s.open.keys()) ask(s, call, io);
    }),
    mutant("only the last", "only the newest call is asked for", (s, _, io) => {
      if (s.open.has(s.calls)) ask(s, s.calls, io);
      if (s.open.size > 0) io.wait(PATIENCE_MS, again);
    }),
    mutant("restless", "the timer is set even when no call is open", (s, _, io) => {
      for (const call of s.open.keys()) ask(s, call, io);
      io.wait(PATIENCE_MS, again);
    }),
  ];
}

function registerMutants(): Mutant<Subject>[] {
  const mutant = (name: string, words: string, register: Upon["register"]): Mutant<Subject> => ({
    name,
    words,
    breaks: ["register"],
    subject: { ...subject, register },
  });
  return [
    mutant("at least once", "whatever is heard is entered", (s, { from, call, thing }, io) => {
      io.send(from, { type: "ticket", call, ticket: s.book.push(thing) });
    }),
    mutant("by the thing", "two umbrellas are one", (s, { from, call, thing }, io) => {
      const ticket = s.book.indexOf(thing) + 1 || s.book.push(thing);
      io.send(from, { type: "ticket", call, ticket });
    }),
    mutant("one branch", "calls of different branches are mixed up", (s, event, io) => {
      const { tickets } = memoryOf(s, 1);
      const ticket = tickets.get(event.call) ?? s.book.push(event.thing);
      tickets.set(event.call, ticket);
      io.send(event.from, { type: "ticket", call: event.call, ticket });
    }),
    mutant("once and no more", "a call heard again gets no reply", (s, event, io) => {
      const { tickets } = memoryOf(s, event.from);
      if (tickets.has(event.call)) return;
      const ticket = s.book.push(event.thing);
      tickets.set(event.call, ticket);
      io.send(event.from, { type: "ticket", call: event.call, ticket });
    }),
    mutant("only the last call", "a branch has only one call remembered", (s, event, io) => {
      const { tickets } = memoryOf(s, event.from);
      const ticket = tickets.get(event.call) ?? s.book.push(event.thing);
      tickets.clear();
      tickets.set(event.call, ticket);
      io.send(event.from, { type: "ticket", call: event.call, ticket });
    }),
    mutant("in order", "a call that was overtaken is ignored", (s, event, io) => {
      const { tickets } = memoryOf(s, event.from);
      const ticket = tickets.get(event.call);
      if (ticket === undefined && event.call < Math.max(0, ...tickets.keys())) return;
      subject.register(s, event, io);
    }),
  ];
}

function forgetMutants(): Mutant<Subject>[] {
  const mutant = (name: string, words: string, forget: Subject["forget"]): Mutant<Subject> => ({
    name,
    words,
    breaks: ["forget"],
    subject: { ...subject, forget },
  });
  return [
    mutant("backwards", "a late `below` lowers the newer one", (s, event) => {
      memoryOf(s, event.from).below = event.below;
      return subject.forget(s, event);
    }),
    mutant("all may pass", "a call that is over is entered again", (s, event) => {
      subject.forget(s, event);
      return true;
    }),
    mutant("elephant", "nothing is forgotten", (s, { from, call, below }) => {
      const memory = memoryOf(s, from);
      memory.below = Math.max(memory.below, below);
      return call >= memory.below;
    }),
    mutant("one too many", "the lowest open call is forgotten too", (s, event) => {
      subject.forget(s, event);
      memoryOf(s, event.from).tickets.delete(event.below);
      return event.call >= memoryOf(s, event.from).below;
    }),
    mutant("too strict", "the lowest open call may not pass", (s, event) => {
      subject.forget(s, event);
      return event.call > memoryOf(s, event.from).below;
    }),
  ];
}

function backoffMutants(): Mutant<Subject>[] {
  const mutant = (
    name: string,
    words: string,
    delayMs: (attempt: number, io: Parameters<Patience>[2]) => number,
  ): Mutant<Subject> => {
    const backoff: Patience = (s, { attempt }, io) => {
      for (const call of s.open.keys()) ask(s, call, io);
      if (s.open.size > 0) {
        io.wait(delayMs(attempt, io), { type: "patience", attempt: attempt + 1 });
      }
    };
    return { name, words, breaks: ["backoff"], subject: { ...subject, backoff } };
  };
  return [
    mutant("steady", "the wait does not grow", (_, io) => 25 + io.choose(50)),
    mutant(
      "by addition",
      "the wait grows by addition",
      (attempt, io) => PATIENCE_MS * (attempt + 1) + io.choose(PATIENCE_MS),
    ),
    mutant("in step", "nothing is left to chance", (attempt) => PATIENCE_MS * 2 ** (attempt + 1)),
    mutant(
      "a pinch of chance",
      "only a few ms are left to chance, however long the wait",
      (attempt, io) => PATIENCE_MS * 2 ** (attempt + 1) + io.choose(10),
    ),
    mutant(
      "too slow",
      "the wait grows tenfold",
      (attempt, io) => PATIENCE_MS * 10 ** attempt + io.choose(PATIENCE_MS),
    ),
  ];
}
