/** Bugs of chains that grow. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/06-chains/answers.ts";
import { grow } from "../grow.ts";
import { type LinkRules, linkRules } from "../link_rules.ts";
import { linksBy } from "../links.ts";
import { beside, saying, sending } from "./wrap.ts";

const deciding = (change: Partial<LinkRules>) => linksBy({ ...linkRules, ...change });

export const growMutants: Mutants<Answers> = {
  grow: {
    "serves at once: a new tail answers before it has heard that it has everything": deciding({
      waits: ({ joins }) => joins,
    }),
    "never waits: who changes its place stays whole": deciding({ waits: () => false }),
    "always waits: whoever has another predecessor is not whole": deciding({ waits: () => true }),
    "keeps its past: who begins to join has what it had": deciding({ forgets: () => false }),
    "no replies: the state goes without what clients were answered": deciding({
      repliesFor: () => new Map(),
    }),
    "three clients: the state goes with the replies to no more": deciding({
      repliesFor: (replies) => new Map([...replies].slice(-3)),
    }),
    "eight clients: the state goes with the replies to no more": deciding({
      repliesFor: (replies) => new Map([...replies].slice(0, 8)),
    }),
    "ten: chains after the tenth do not count": deciding({
      isNew: (epoch, own) => epoch > own && epoch <= 10,
    }),
    "for the other: what is kept for who joined before is kept for who joins now": deciding({
      startsAnew: (was) => was.joins,
    }),
    "takes early: who joins takes updates before the state": deciding({ takesEarly: () => true }),
    "nothing kept: the tail keeps nothing for who joins": deciding({
      keepsForJoining: () => false,
    }),
    "always the state: who resumes is sent the state": deciding({ sendsOn: () => false }),
    "never the state: who resumes is sent what is kept": deciding({
      sendsOn: (has) => has !== null,
    }),
    "blind leads blind: who is not whole answers resume": deciding({ answersResume: () => true }),
    "whole at once: any updates make a server whole": deciding({ isWhole: () => true }),
    "never whole: one must have more than the predecessor": deciding({
      isWhole: (number, last) => number > last,
    }),
    "state twice: a state that comes again is taken again": deciding({ takesState: () => true }),
    "locked out: who comes from joining into the chain takes no state": deciding({
      hears: (joins) => joins,
    }),
    "any time: who is whole in the chain takes a state": deciding({ hears: () => true }),
    "state once: a later state is not taken": deciding({ takesState: (hasState) => !hasState }),
    "new neighbours only: who comes into the chain does not resume": deciding({
      resumes: ({ predecessor }, was) => predecessor !== null && predecessor !== was.predecessor,
    }),
    "no epochs: messages count whatever chain they are of": deciding({ heeds: () => true }),
    "tail tells all: what who joins acknowledges goes up the chain": {
      upon(s, from, message, io) {
        const { sent } = s, { length } = sent;
        grow.upon(s, from, message, io);
        const { isTail, predecessor } = s.place;
        if (message.type !== "acknowledge" || !isTail || predecessor === null) return;
        if (s.sent.length === length) return;
        io.send(predecessor, { type: "acknowledge", epoch: s.chain.epoch, number: message.number });
      },
    },
    "waits for it: the tail answers when who joins has it": saying(
      grow,
      (did, s) =>
        did.kind === "answer" && s.place.isTail && s.place.successor !== null ? [] : [did],
    ),
    "joins silently: who joins acknowledges nothing": deciding({
      tells: (isTail, _, fresh) => isTail || fresh === 0,
    }),
    "reads there: who joins answers queries": {
      ask(s, request, io) {
        if (!s.place.joins || request.command.type !== "get") return grow.ask(s, request, io);
        const result = s.store.get(request.command.key) ?? null;
        io.answer(request.client, { sequence: request.sequence, result });
      },
    },
    "old tail goes on: a tail that gets a successor still answers": {
      upon(s, from, message, io) {
        grow.upon(s, from, message, io);
        if (message.type !== "updates" || s.place.isTail || from !== s.place.predecessor) return;
        if (s.chain.chain.length !== 3 || s.place.successor !== s.chain.chain.at(-1)) return;
        for (const { client, sequence } of message.entries) {
          const reply = s.replies.get(client);
          if (reply?.sequence === sequence) io.answer(client, reply);
        }
      },
    },
    "shares: the state that is sent is that which it has": {
      upon(s, from, message, io) {
        grow.upon(s, from, message, {
          ...io,
          send: (to, own) => io.send(to, own.type === "state" ? { ...own, number: 0 } : own),
        });
      },
    },
    "starts over: who resumes is sent everything from the beginning": sending(
      grow,
      (message) => message.type === "resume" ? { ...message, has: null } : message,
    ),
    "has nothing: who has nothing says 0": sending(
      grow,
      (message) =>
        message.type === "resume" && message.has === null ? { ...message, has: 0 } : message,
    ),
    "asks once: resume is not sent again": again("resume"),
    "sends once: what who joins lacks is not sent again": again("updates"),
    "restless: it sends resume for ever": {
      again(s, io) {
        grow.again(s, io);
        const { predecessor } = s.place;
        if (predecessor === null || !s.isWhole) return;
        io.send(predecessor, { type: "resume", epoch: s.chain.epoch, has: s.number });
      },
    },
    "whole for ever: who is out of the chain is whole": {
      configure(s, chain, io) {
        const { isWhole } = s;
        grow.configure(s, chain, io);
        if (!s.place.isMember && !s.place.joins) s.isWhole = isWhole;
      },
    },
    "half whole: the state alone is not enough": {
      upon(s, from, message, io) {
        const { isWhole } = s;
        grow.upon(s, from, message, io);
        if (message.type === "state") s.isWhole = isWhole;
      },
    },
    "kept: every message is kept": {
      upon(s, from, message, io) {
        grow.upon(s, from, message, io);
        s.kept = [...s.kept ?? [], message];
      },
    },
    "beside: what is known is kept beside the state": beside(grow),
  },
};

function again(type: string) {
  return {
    again: (
      s: never,
      io: { send(to: number, message: never): void; answer: never; confirm: never },
    ) =>
      grow.again(s, {
        ...io,
        send(to, message) {
          if (message.type !== type) io.send(to, message as never);
        },
      }),
  };
}
