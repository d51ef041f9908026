/** What clients are told, in Raft from an empty page, with one bug each. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/10-raft/answers.ts";
import { type Any, inWorld, upon } from "./whole_otherwise.ts";

export const wholeClientMutants: Mutants<Answers> = {
  holds: {
    "silent: nobody is told that a command is done": inWorld((io) => ({
      answer(client, answer) {
        if (!(answer as Any).ok) io.answer(client, answer);
      },
    })),
    "the first ten: later clients are not answered": inWorld((io) => ({
      answer(client, answer) {
        if (!((answer as Any).place > 10)) io.answer(client, answer);
      },
    })),
    "and again: each client is answered twice": inWorld((io) => ({
      answer(client, answer) {
        io.answer(client, answer);
        io.answer(client, answer);
      },
    })),
    "says nothing: who does not lead does not answer": upon({
      command: (right) => (s, message, io) =>
        s.role === "leader" ? right(s, message, io) : undefined,
    }),
    "overwritten: whose entry is overwritten here is told that nothing was done": upon({
      append: (right) => (s, message, io) => {
        const waiting = [...s.clients];
        right(s, message, io);
        for (const [index, { client, term }] of waiting) {
          const entry = s.log[index - s.snapshot.last.index - 1];
          if (!s.clients.has(index) || entry === undefined || entry.term === term) continue;
          io.answer(client, { ok: false });
          s.clients.delete(index);
        }
      },
    }),
    "in a snapshot: whose entry a snapshot holds is told that nothing was done": upon({
      snapshot: (right) => (s, message, io) => {
        for (const [index, { client }] of s.clients) {
          if (index <= message.snapshot.last.index) io.answer(client, { ok: false });
        }
        right(s, message, io);
      },
    }),
    "too soon: a command is answered when it is appended": upon({
      command: (right) => (s, message, io) => {
        right(s, message, io);
        const index = s.snapshot.last.index + s.log.length;
        if (s.clients.delete(index)) {
          io.answer(message.from, { ok: true, place: s.applied.length + 1 });
        }
      },
    }),
    "an index is a command: whoever waits for it is answered, whatever stands there": inWorld((
      io,
    ) => ({
      answer: (client, answer) =>
        io.answer(client, (answer as Any).ok ? answer : { ok: true, place: 1 }),
    })),
    "gives up: who steps down says that nothing was done": upon({
      append: (right) => (s, message, io) => {
        if (message.term > s.term) {
          for (const { client } of s.clients.values()) io.answer(client, { ok: false });
          s.clients.clear();
        }
        right(s, message, io);
      },
    }),
    "reads itself: a leader answers from its own list, which may be old": upon({
      command: (right) => (s, message, io) => {
        if (s.role !== "leader") return right(s, message, io);
        right(s, message, io);
        s.clients.clear();
        io.answer(message.from, { ok: true, place: s.applied.length });
      },
    }),
  },
};
