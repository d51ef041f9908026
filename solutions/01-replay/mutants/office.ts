/** Bugs in the handlers of the office: parts 3 and 4. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import { nested } from "hb/model/nested.ts";
import type { Answers } from "../../../exercises/01-replay/answers.ts";
import { memoryOf, type Upon } from "../../../exercises/01-replay/office.ts";
import { forget } from "../forget.ts";
import { register } from "../register.ts";

export const officeMutants: Mutants<Answers> = {
  register: {
    "trimmed: what was found is entered without the blanks around it": (s, event, io) =>
      register(s, { ...event, thing: event.thing.trim() }, io),
    "64 letters: a longer name is cut off": (s, event, io) =>
      register(s, { ...event, thing: event.thing.slice(0, 64) }, io),
    "200 letters: a longer name is cut off": (s, event, io) =>
      register(s, { ...event, thing: event.thing.slice(0, 200) }, io),
    "in advance: the ticket leaves before the disk has it": (s, event, io) => {
      register(s, event, nested(io, { send: (to, message) => io.send(to, message, "ahead") }));
    },
    "as it was said: a late `below` lowers the one that is remembered": (s, event, io) => {
      memoryOf(s, event.from).below = event.below;
      register(s, event, io);
    },
    "forgets too soon: what is over is forgotten, and entered again": (s, event, io) => {
      register(s, event, io);
      const { tickets } = memoryOf(s, event.from);
      for (const call of tickets.keys()) if (call < event.below) tickets.delete(call);
    },
    "next of what it remembers: the ticket is one more than the last that it remembers": (
      s,
      { from, call, thing },
      io,
    ) => {
      const { tickets } = memoryOf(s, from);
      const known = [...s.branches.values()].flatMap((each) => [...each.tickets.values()]);
      const ticket = tickets.get(call) ?? 1 + Math.max(0, ...known);
      if (!tickets.has(call)) s.book.push(thing);
      tickets.set(call, ticket);
      io.send(from, { type: "ticket", call, ticket });
    },
    "a byte: branches are told apart by the last eight bits": (s, event, io) => {
      const send: typeof io.send = (_, message) => io.send(event.from, message);
      register(s, { ...event, from: event.from & 255 }, nested(io, { send }));
    },
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
    "ten calls: of each branch, the last ten calls are remembered": (s, event, io) => {
      register(s, event, io);
      const { tickets } = memoryOf(s, event.from);
      const [oldest] = tickets.keys();
      if (tickets.size > 10) tickets.delete(oldest!);
    },
    "two hundred calls: of each branch, the last 200 calls are remembered": (s, event, io) => {
      register(s, event, io);
      const { tickets } = memoryOf(s, event.from);
      const [oldest] = tickets.keys();
      if (tickets.size > 200) tickets.delete(oldest!);
    },
    "ten branches: only so many branches are remembered": (s, event, io) => {
      register(s, event, io);
      const [oldest] = s.branches.keys();
      if (s.branches.size > 10) s.branches.delete(oldest!);
    },
    "eight bits: calls are told apart by their last eight bits": named(({ call }) => call % 256),
    "side by side: branch and call are written one after the other": named(
      ({ from, call }) => Number(`${from}${call}`),
      1,
    ),
    "by call and thing: branches that hand in the same are one": (s, event, io) => {
      for (const { tickets } of s.branches.values()) {
        const ticket = tickets.get(event.call);
        if (ticket === undefined || s.book[ticket - 1] !== event.thing) continue;
        return io.send(event.from, { type: "ticket", call: event.call, ticket });
      }
      register(s, event, io);
    },
    "no name no entry: a thing without a name is not entered": (s, event, io) => {
      if (event.thing) register(s, event, io);
    },
    "its last: who asks again is told the newest ticket for such a thing": (s, event, io) => {
      const isKnown = memoryOf(s, event.from).tickets.has(event.call);
      if (!isKnown) return register(s, event, io);
      const ticket = s.book.lastIndexOf(event.thing) + 1;
      io.send(event.from, { type: "ticket", call: event.call, ticket });
    },
    "in a corner of its own: what is remembered is not where part 4 looks": named(
      ({ from, call }) => from * 2 ** 42 + call,
      1,
    ),
    "hasty: the office takes it that a branch asks in order": (s, event, io) => {
      register(s, event, io);
      memoryOf(s, event.from).below = event.call + 1;
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
    "one at a time: only the call just before is forgotten": (s, { from, call, below }) => {
      const memory = memoryOf(s, from);
      memory.below = Math.max(memory.below, below);
      memory.tickets.delete(memory.below - 1);
      return call >= memory.below;
    },
    "stops too soon: at the first call that is kept, it looks no further": (s, event) => {
      const memory = memoryOf(s, event.from);
      memory.below = Math.max(memory.below, event.below);
      for (const call of memory.tickets.keys()) {
        if (call >= memory.below) break;
        memory.tickets.delete(call);
      }
      return event.call >= memory.below;
    },
    "as text: numbers are compared as text, and 9 is above 10": (s, event) => {
      const memory = memoryOf(s, event.from);
      memory.below = Math.max(memory.below, event.below);
      for (const call of memory.tickets.keys()) {
        if (String(call) < String(memory.below)) memory.tickets.delete(call);
      }
      return event.call >= memory.below;
    },
    "twenty at most: when there are more, one that is open goes": (s, event) => {
      const passes = forget(s, event), { tickets } = memoryOf(s, event.from);
      const [oldest] = tickets.keys();
      if (tickets.size > 20) tickets.delete(oldest!);
      return passes;
    },
    "two hundred at most: when there are more, one that is open goes": (s, event) => {
      const passes = forget(s, event), { tickets } = memoryOf(s, event.from);
      const [oldest] = tickets.keys();
      if (tickets.size > 200) tickets.delete(oldest!);
      return passes;
    },
    "two hundred ahead: a call far above the lowest open one may not pass": (s, event) =>
      forget(s, event) && event.call < memoryOf(s, event.from).below + 200,
    "eight ahead: a call far above the lowest open one may not pass": (s, event) =>
      forget(s, event) && event.call < memoryOf(s, event.from).below + 8,
    "16 bits: only the last 16 bits of `below` are read": (s, event) =>
      forget(s, { ...event, below: event.below & 0xffff }),
    "32 bits: `below` is taken for a number of 32 bits": (s, event) =>
      forget(s, { ...event, below: event.below | 0 }),
    "serial numbers: calls are compared as 16 bits that wrap around": (s, event) => {
      const memory = memoryOf(s, event.from);
      memory.below = Math.max(memory.below, event.below);
      for (const call of memory.tickets.keys()) {
        if ((((call - memory.below) << 16) >> 16) < 0) memory.tickets.delete(call);
      }
      return event.call >= memory.below;
    },
    "512 at a time: no more are forgotten at once": (s, event) => {
      const { tickets } = memoryOf(s, event.from);
      const rest = [...tickets].slice(512);
      const passes = forget(s, event);
      for (const [call, ticket] of rest) tickets.set(call, ticket);
      return passes;
    },
    "too old to be true: a call from long ago may pass": (s, event) =>
      forget(s, event) || event.call < memoryOf(s, event.from).below - 2 ** 16,
    "one for all: branches beyond the twelfth get what another says": (s, event) => {
      for (const [branch, each] of s.branches) {
        if (branch > 12) each.below = Math.max(each.below, event.below);
      }
      return forget(s, event);
    },
    "crosses out: what is forgotten is crossed out in the book too": (s, event) => {
      for (const [call, ticket] of memoryOf(s, event.from).tickets) {
        if (call < event.below) s.book[ticket - 1] = "";
      }
      return forget(s, event);
    },
  },
};

/** Remembers calls under another name, and perhaps all in one branch. */
function named(
  name: (event: Parameters<Upon["register"]>[1]) => number,
  branch?: number,
): Upon["register"] {
  return (s, event, io) => {
    const { tickets } = memoryOf(s, branch ?? event.from);
    const ticket = tickets.get(name(event)) ?? s.book.push(event.thing);
    tickets.set(name(event), ticket);
    io.send(event.from, { type: "ticket", call: event.call, ticket });
  };
}
