/** Bugs of chains in which nothing fails. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/06-chains/answers.ts";
import { straight, straightBy } from "../straight.ts";
import { beside, hearing, saying, sending } from "./wrap.ts";

export const straightMutants: Mutants<Answers> = {
  straight: {
    "head answers: the head answers updates when it has them": straightBy({
      answersAtHead: ({ isHead }) => isHead,
    }),
    "head answers alone: the head answers updates, and the tail does not": saying(
      straightBy({ answersAtHead: ({ isHead }) => isHead }),
      (did, s) => did.kind === "answer" && s.place.isTail && !s.place.isHead ? [] : [did],
    ),
    "everybody answers: whoever has an update answers it": straightBy({
      answersAtHead: () => true,
    }),
    "everybody reads: whoever is asked answers": straightBy({ serves: () => true }),
    "lets be: who is asked what is not its own lets it be": straightBy({ passesOn: () => false }),
    "done twice: an update that comes again is done again": straightBy({ recognises: () => false }),
    "last only: an older update is done again": straightBy({
      recognises: (sequence, last) => sequence === last,
    }),
    "too early: an update under way is answered when it comes again": straightBy({
      repeats: (sequence, last) => sequence === last,
    }),
    "too late: an update that comes again is never answered": straightBy({ repeats: () => false }),
    "any reply: an older update is answered with the last result": straightBy({
      repeats: (_, __, isOpen) => !isOpen,
    }),
    "three clients: no more replies are remembered": {
      ask(s, request, io) {
        straight.ask(s, request, io);
        for (const client of [...s.replies.keys()].slice(0, -3)) s.replies.delete(client);
      },
    },
    "twelve: a message never has more than twelve entries": {
      start: (self, chain, most) => straight.start(self, chain, Math.min(12, most)),
    },
    "twelve there: of a message no more than twelve entries are taken": hearing(
      straight,
      (message) =>
        message.type === "updates"
          ? { ...message, entries: message.entries.slice(0, 12) }
          : message,
    ),
    "gap: it takes what comes after a gap": straightBy({ fits: () => true }),
    "in step only: it takes only what begins where it is": straightBy({
      fits: (first, number) => first === number + 1,
    }),
    "takes all: it does again what comes again": straightBy({ skips: () => false }),
    "tail only: nobody but the tail acknowledges": straightBy({ tells: (isTail) => isTail }),
    "everybody acknowledges: word goes up for whatever comes": straightBy({ tells: () => true }),
    "once: the tail does not acknowledge again what it had": straightBy({
      tells: (isTail, _, fresh) => isTail && fresh > 0,
    }),
    "one by one: an acknowledgement strikes one update": straightBy({
      strikes: (number, known) => Math.min(number, known + 1),
    }),
    "out of order: an acknowledgement strikes as many as its number": straightBy({
      strikes: (number, known) => known + number,
    }),
    "never struck: Sent is kept": straightBy({ strikes: () => 0 }),
    "from anybody: it listens to all": straightBy({ isFrom: () => true }),
    "no word: an acknowledgement is not passed on": {
      upon(s, from, message, io) {
        straight.upon(s, from, message, {
          ...io,
          send: (to, own) => message.type === "acknowledge" ? undefined : io.send(to, own),
        });
      },
    },
    "echo: what is no news is passed on, too": {
      upon(s, from, message, io) {
        let sent = false;
        straight.upon(s, from, message, {
          ...io,
          send(to, own) {
            sent = true;
            io.send(to, own);
          },
        });
        const { successor, predecessor } = s.place;
        if (message.type === "acknowledge" && !sent && from === successor && predecessor !== null) {
          const number = s.number - s.sent.length;
          io.send(predecessor, { type: "acknowledge", epoch: 1, number });
        }
      },
    },
    "gives up: what was lost is not sent again": { again: () => {} },
    "no bound: everything is sent again in one message": {
      start: (self, chain) => straight.start(self, chain, Infinity),
    },
    "one at a time: one update is sent again": {
      start: (self, chain) => straight.start(self, chain, 1),
    },
    "newest first: the last of Sent are sent again": {
      again(s, io) {
        const { sent } = s;
        s.sent = sent.slice(-s.most);
        straight.again(s, io);
        s.sent = sent;
      },
    },
    "restless: where nothing is open something is sent": {
      again(s, io) {
        straight.again(s, io);
        const { successor } = s.place;
        if (successor !== null && s.sent.length === 0) {
          io.send(successor, { type: "updates", epoch: 1, entries: [], last: s.number });
        }
      },
    },
    "one each: what has come together is sent on one by one": saying(
      straight,
      (did) =>
        did.kind === "send" && did.message.type === "updates" && did.message.entries.length > 1
          ? did.message.entries.map((entry: unknown) => ({
            ...did,
            message: { ...did.message, entries: [entry] },
          }))
          : [did],
    ),
    "on as it came: what is old is sent on, too": {
      upon(s, from, message, io) {
        straight.upon(s, from, message, {
          ...io,
          send: (to, own) =>
            io.send(
              to,
              own.type === "updates" && message.type === "updates"
                ? { ...own, entries: message.entries }
                : own,
            ),
        });
      },
    },
    "three servers: those after the third get nothing": saying(
      straight,
      (did, s) =>
        did.kind === "send" && did.message.type === "updates" && s.chain.chain.indexOf(did.to) > 2
          ? []
          : [did],
    ),
    "alone: a chain of one server does nothing": {
      ask: (s, request, io) =>
        s.chain.chain.length === 1 ? undefined : straight.ask(s, request, io),
    },
    "no result: an empty result is none": saying(
      straight,
      (did) =>
        did.kind === "answer" && did.answer.result === ""
          ? [{ ...did, answer: { ...did.answer, result: null } }]
          : [did],
    ),
    "wrong last: it says how many it has sent": sending(
      straight,
      (message) =>
        message.type === "updates"
          ? { ...message, last: message.entries.at(-1)?.number ?? 0 }
          : message,
    ),
    "deaf: word that is late undoes nothing, but is taken for the newest": hearing(
      straight,
      (message, s) =>
        message.type === "acknowledge" && s.sent.length > 0
          ? { ...message, number: s.number }
          : message,
    ),
    "kept: every message is kept": {
      upon(s, from, message, io) {
        straight.upon(s, from, message, io);
        s.kept = [...s.kept ?? [], message];
      },
    },
    "beside: what is known is kept beside the state": beside(straight),
  },
};
