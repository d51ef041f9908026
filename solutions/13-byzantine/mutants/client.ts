/** Bugs of part 7. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/13-byzantine/answers.ts";
import type { ClientIo } from "../../../exercises/13-byzantine/given.ts";
import { certificates } from "../certificates.ts";
import { client, clientWith, type State, ways } from "../client.ts";

/** The solution with another world. */
const inWorld = (change: (io: ClientIo, s: State) => Partial<ClientIo>) => ({
  ask: (s: State, command: string, io: ClientIo) =>
    client.ask(s, command, { ...io, ...change(io, s) }),
  overdue: (s: State, io: ClientIo) => client.overdue(s, { ...io, ...change(io, s) }),
  reply: (s: State, from: number, reply: never, io: ClientIo) =>
    client.reply(s, from, reply, { ...io, ...change(io, s) }),
});

let beside: State | undefined;

export const clientMutants: Mutants<Answers> = {
  client: {
    "sixty-four wait: and whoever asks then is forgotten": {
      ask: (s, command, io) => s.queue.length >= 64 ? undefined : client.ask(s, command, io),
    },
    "asks thirty times: and then no more": {
      start: (rules) => ({ ...client.start(rules), tries: 0 }),
      overdue: (s, io) =>
        ++(s as State & { tries: number }).tries > 30 ? undefined : client.overdue(s, io),
    },
    "trusts one reply: the first is the result": clientWith({ believes: () => 1 }),
    "f are enough: all of them may be liars": clientWith({
      believes: (n) => certificates.faults(n),
    }),
    "works for f = 1 only: two are enough": clientWith({ believes: () => 2 }),
    "waits for a quorum: more than it needs": clientWith({ believes: certificates.quorum }),
    "any result: what they say is not compared": clientWith({ isSame: () => true }),
    "by text: fields in another order are another result": clientWith({
      isSame: (one, other) => JSON.stringify(one) === JSON.stringify(other),
    }),
    "loosely: 0, null and nothing are the same": clientWith({
      isSame: (one, other) => ways.isSame(one || null, other || null),
    }),
    "signer not member: anybody answers": clientWith({
      isCounted: ({ pending }, _, { timestamp }) => timestamp === pending?.statement.timestamp,
    }),
    "old replies: those to earlier requests count": clientWith({
      isCounted: ({ pending, rules }, from, { timestamp }) =>
        pending !== null && from < rules.replicas && timestamp <= pending.statement.timestamp,
    }),
    "any reply: also to requests that were never made": clientWith({
      isCounted: ({ pending, rules }, from) => pending !== null && from < rules.replicas,
    }),
    "the first reply of each: what it says later does not count": clientWith({
      note: (replies, from, reply) => void (replies.has(from) || replies.set(from, reply)),
    }),
    "duplicates counted twice: who says it again is two": clientWith({
      note: (replies, from, reply) => void replies.set(from + 100 * replies.size, reply),
    }),
    "the highest view: a liar sends clients to nobody": clientWith({
      viewOf: (views, { view }) => Math.max(view, ...views),
    }),
    "the last view: it falls": clientWith({ viewOf: (views) => Math.min(...views) }),
    "view 0: it never finds another primary": clientWith({ viewOf: () => 0 }),
    "asks all at once: the primary need not be known": inWorld((io, s) => ({
      send(to, message) {
        if (s.replies.size > 0 || to !== s.view % s.rules.replicas) return io.send(to, message);
        for (let node = 0; node < s.rules.replicas; node++) io.send(node, message);
      },
    })),
    "asks the primary again: and nobody else": inWorld((io, s) => ({
      send: (to, message) => to === s.view % s.rules.replicas ? io.send(to, message) : undefined,
    })),
    "asks four: there are more replicas": inWorld((io) => ({
      send: (to, message) => to < 4 ? io.send(to, message) : undefined,
    })),
    "gives up: after eight times": {
      overdue(s: State & { times?: number }, io) {
        s.times = (s.times ?? 0) + 1;
        if (s.times <= 8) client.overdue(s, io);
      },
    },
    "asks once more: sets no timer again": {
      overdue: (s, io) => client.overdue(s, { ...io, wait() {} }),
    },
    "cancels nothing: it is overdue when all is over": inWorld(() => ({ cancel() {} })),
    "all at once: it does not wait for its turn": {
      ask(s, command, io) {
        s.pending = null;
        client.ask(s, command, io);
      },
    },
    "the last wins: of what waits one is asked": {
      ask(s, command, io) {
        s.queue.length = 0;
        client.ask(s, command, io);
      },
    },
    "eight wait: what comes then is lost": {
      ask(s, command, io) {
        if (s.queue.length < 8) client.ask(s, command, io);
      },
    },
    "one number: all requests have it": {
      ask(s, command, io) {
        s.timestamp = 0;
        client.ask(s, command, io);
      },
    },
    "a new number: each time that it asks": {
      overdue(s, io) {
        if (s.pending !== null) {
          const { signer, statement } = s.pending;
          const timestamp = ++s.timestamp;
          s.pending = { signer, statement: { ...statement, timestamp } };
        }
        client.overdue(s, io);
      },
    },
    "replies are kept: those to the last request count for the next": {
      ask(s, command, io) {
        const { replies } = s;
        client.ask(s, command, io);
        if (s.replies.size === 0) s.replies = replies;
      },
    },
    "beside: what is known is kept beside the state": {
      start: (rules) => beside = client.start(rules) as State,
      ask: (_s, command, io) => client.ask(beside!, command, io),
      reply: (_s, from, reply, io) => client.reply(beside!, from, reply, io),
      overdue: (_s, io) => client.overdue(beside!, io),
    },
  },
};
