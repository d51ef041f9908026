/** Bugs in single handlers: parts 1 to 4 and 7. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/01-replay/answers.ts";
import { ask, type Io, memoryOf, PATIENCE_MS } from "../../../exercises/01-replay/office.ts";
import { forget } from "../forget.ts";
import { register } from "../register.ts";

const again = { type: "patience", attempt: 1 } as const;

export const handlerMutants: Mutants<Answers> = {
  ticket: {
    "first come: a ticket goes to whoever has waited longest": (s, { ticket }, io) => {
      const [[call, { finder }] = [0, { finder: -1 }]] = s.open;
      if (s.open.delete(call)) io.answer(finder, ticket);
    },
    "open for ever: a call stays open when its finder has been told": (s, event, io) => {
      const open = s.open.get(event.call);
      if (open !== undefined) io.answer(open.finder, event.ticket);
    },
    "sure it is open: a late ticket meets no open call": (s, { call, ticket }, io) => {
      io.answer(s.open.get(call)!.finder, ticket);
      s.open.delete(call);
    },
    "call for ticket: the number of the call is told": (s, { call }, io) => {
      const open = s.open.get(call);
      if (open === undefined) return;
      io.answer(open.finder, call);
      s.open.delete(call);
    },
  },
  patience: {
    "once more: the timer is not set again": (s, _, io) => {
      for (const call of s.open.keys()) ask(s, call, io);
    },
    "only the last: only the newest call is asked for": (s, _, io) => {
      if (s.open.has(s.calls)) ask(s, s.calls, io);
      if (s.open.size > 0) io.wait(PATIENCE_MS, again);
    },
    "restless: the timer is set even when no call is open": (s, _, io) => {
      for (const call of s.open.keys()) ask(s, call, io);
      io.wait(PATIENCE_MS, again);
    },
  },
  register: {
    "at least once: whatever is heard is entered": (s, { from, call, thing }, io) => {
      io.send(from, { type: "ticket", call, ticket: s.book.push(thing) });
    },
    "by the thing: two umbrellas are one": (s, { from, call, thing }, io) => {
      const ticket = s.book.indexOf(thing) + 1 || s.book.push(thing);
      io.send(from, { type: "ticket", call, ticket });
    },
    "one branch: calls of different branches are mixed up": (s, event, io) => {
      const { tickets } = memoryOf(s, 1);
      const ticket = tickets.get(event.call) ?? s.book.push(event.thing);
      tickets.set(event.call, ticket);
      io.send(event.from, { type: "ticket", call: event.call, ticket });
    },
    "once and no more: a call heard again gets no reply": (s, event, io) => {
      const { tickets } = memoryOf(s, event.from);
      if (tickets.has(event.call)) return;
      const ticket = s.book.push(event.thing);
      tickets.set(event.call, ticket);
      io.send(event.from, { type: "ticket", call: event.call, ticket });
    },
    "only the last call: a branch has only one call remembered": (s, event, io) => {
      const { tickets } = memoryOf(s, event.from);
      const ticket = tickets.get(event.call) ?? s.book.push(event.thing);
      tickets.clear();
      tickets.set(event.call, ticket);
      io.send(event.from, { type: "ticket", call: event.call, ticket });
    },
    "in order: a call that was overtaken is ignored": (s, event, io) => {
      const { tickets } = memoryOf(s, event.from);
      const ticket = tickets.get(event.call);
      if (ticket === undefined && event.call < Math.max(0, ...tickets.keys())) return;
      register(s, event, io);
    },
  },
  forget: {
    "backwards: a late `below` lowers the newer one": (s, event) => {
      memoryOf(s, event.from).below = event.below;
      return forget(s, event);
    },
    "all may pass: a call that is over is entered again": (s, event) => forget(s, event) || true,
    "elephant: nothing is forgotten": (s, { from, call, below }) => {
      const memory = memoryOf(s, from);
      memory.below = Math.max(memory.below, below);
      return call >= memory.below;
    },
    "one too many: the lowest open call is forgotten too": (s, event) => {
      forget(s, event);
      memoryOf(s, event.from).tickets.delete(event.below);
      return event.call >= memoryOf(s, event.from).below;
    },
    "too strict: the lowest open call may not pass": (s, event) =>
      forget(s, event) && event.call > memoryOf(s, event.from).below,
  },
  backoff: {
    "steady: the wait does not grow": waiting((_, io) => 25 + io.choose(50)),
    "by addition: the wait grows by addition": waiting((attempt, io) =>
      PATIENCE_MS * (attempt + 1) + io.choose(PATIENCE_MS)
    ),
    "in step: nothing is left to chance": waiting((attempt) => PATIENCE_MS * 2 ** (attempt + 1)),
    "a pinch of chance: only a few ms are left to chance, however long the wait": waiting((n, io) =>
      PATIENCE_MS * 2 ** (n + 1) + io.choose(10)
    ),
    "too slow: the wait grows tenfold": waiting((attempt, io) =>
      PATIENCE_MS * 10 ** attempt + io.choose(PATIENCE_MS)
    ),
  },
};

/** Asks again for all that is open, after a wait of its own. */
function waiting(delayMs: (attempt: number, io: Io) => number): Answers["backoff"] {
  return (s, { attempt }, io) => {
    for (const call of s.open.keys()) ask(s, call, io);
    if (s.open.size > 0) {
      io.wait(delayMs(attempt, io), { type: "patience", attempt: attempt + 1 });
    }
  };
}
