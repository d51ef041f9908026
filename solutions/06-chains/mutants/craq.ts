/** Bugs of chains that are asked anywhere. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/06-chains/answers.ts";
import { craq, craqBy, craqRules } from "../craq.ts";
import { beside, hearing, saying, sending } from "./wrap.ts";

const deciding = (change: Partial<typeof craqRules>) => craqBy({ ...craqRules, ...change });

export const craqMutants: Mutants<Answers> = {
  craq: {
    "serves dirty: a server answers with the newest version that it has": deciding({
      isClean: () => true,
    }),
    "old clean: of what is dirty a server answers with the newest clean version": {
      ask(s, request, io) {
        const { client, sequence, command } = request, { chain } = s.chain;
        const versions = s.versions.get(command.key) ?? [], done = s.number - s.sent.length;
        const isDirty = versions.length > 0 && versions.at(-1)!.number > done;
        if (command.type !== "get" || !isDirty || !chain.includes(s.self)) {
          return craq.ask(s, request, io);
        }
        const clean = versions.findLast(({ number }: { number: number }) => number <= done);
        io.answer(client, { sequence, result: clean?.value ?? null });
      },
    },
    "always asks: the tail is asked for what is clean, too": deciding({
      isClean: (_, decided) => decided === Infinity,
    }),
    "tail reads: only the tail answers queries": deciding({ reads: (_, isTail) => isTail }),
    "everybody reads: who is not in the chain answers": deciding({ reads: () => true }),
    "newest: whatever the tail says, the newest is answered": deciding({
      answers: () => Infinity,
    }),
    "to the letter: the version that the tail names must be here": deciding({
      answers: (named) => named,
    }),
    "own word: what the tail says is of no account": deciding({ answers: (_, decided) => decided }),
    "dirty for ever: the new tail waits for acknowledgements": deciding({
      decidesAsTail: () => false,
    }),
    "left waiting: queries wait for the old tail": deciding({ asksAnew: () => false }),
    "keeps versions: older versions are kept": deciding({ prunes: () => false }),
    "one by one: an acknowledgement makes one version clean": deciding({
      strikes: (number, decided) => Math.min(number, decided + 1),
    }),
    "counts: an acknowledgement makes as many clean as its number": deciding({
      strikes: (number, decided) => number + decided,
    }),
    "no word: acknowledgements are not passed on": deciding({ passesOn: () => false }),
    "from anybody: it listens to all": deciding({ isFrom: () => true }),
    "no epochs: messages count whatever chain they are of": deciding({ heeds: () => true }),
    "former tail: an earlier tail's word counts": {
      upon(s, from, message, io) {
        const isWord = message.type === "versionReply";
        craq.upon(
          s,
          isWord ? s.chain.chain.at(-1)! : from,
          isWord ? { ...message, epoch: s.chain.epoch } : message,
          io,
        );
      },
    },
    "gap: it takes what comes after a gap": deciding({ fits: () => true }),
    "head answers: the head answers updates when it has them": deciding({
      answersAtHead: () => true,
    }),
    "done twice: an update that comes again is done again": deciding({ recognises: () => false }),
    "too early: an update under way is answered when it comes again": deciding({
      tooEarly: () => true,
    }),
    "one query: a query takes the place of the one that waits": {
      ask(s, request, io) {
        const { reads } = s;
        craq.ask(s, request, io);
        if (s.reads === reads) return;
        for (const read of s.waiting.keys()) if (read < reads) s.waiting.delete(read);
      },
    },
    "numbers again: each read has the same number": {
      ask(s, request, io) {
        s.reads = 0;
        craq.ask(s, request, io);
      },
    },
    "last number: the tail says how many updates it has": {
      upon(s, from, message, io) {
        craq.upon(s, from, message, {
          ...io,
          send: (to, own) =>
            io.send(to, own.type === "versionReply" ? { ...own, number: s.number } : own),
        });
      },
    },
    "never written: of a key that was never written the tail says nothing": sending(
      craq,
      (message) => message.type === "versionReply" && message.number === 0 ? null : message,
    ),
    "value: an empty value is none": saying(
      craq,
      (did) =>
        did.kind === "answer" && did.answer.result === ""
          ? [{ ...did, answer: { ...did.answer, result: null } }]
          : [did],
    ),
    "gives up: what was lost is not sent again": { again: () => {} },
    "asks once: the tail is not asked again": sendsAgain((type) => type !== "version"),
    "sends once: what is dirty is not sent again": sendsAgain((type) => type === "version"),
    "no bound: all that is dirty is sent again in one message": {
      start: (self) => craq.start(self, Infinity),
    },
    "all clean: every version is said to be clean": {
      versions: (s, key) => craq.versions(s, key).map((each) => ({ ...each, clean: true })),
    },
    "two versions: no more than two are kept": {
      upon(s, from, message, io) {
        craq.upon(s, from, message, io);
        for (const [key, versions] of s.versions) s.versions.set(key, versions.slice(-2));
      },
      ask(s, request, io) {
        craq.ask(s, request, io);
        for (const [key, versions] of s.versions) s.versions.set(key, versions.slice(-2));
      },
    },
    "clean by word: what the tail names is taken for clean, and what is older goes": {
      upon(s, from, message, io) {
        craq.upon(s, from, message, io);
        if (message.type !== "versionReply" || message.epoch !== s.chain.epoch) return;
        for (const [key, versions] of s.versions) {
          const at = versions.findLastIndex(({ number }: { number: number }) =>
            number <= message.number
          );
          if (at > 0) s.versions.set(key, versions.slice(at));
        }
      },
    },
    "three clients: no more replies are remembered": {
      ask(s, request, io) {
        craq.ask(s, request, io);
        for (const client of [...s.replies.keys()].slice(0, -3)) s.replies.delete(client);
      },
    },
    "twelve: a message never has more than twelve entries": {
      start: (self, most) => craq.start(self, Math.min(12, most)),
    },
    "twelve there: of a message no more than twelve entries are taken": hearing(
      craq,
      (message) =>
        message.type === "updates"
          ? { ...message, entries: message.entries.slice(0, 12) }
          : message,
    ),
    "kept: every message is kept": {
      upon(s, from, message, io) {
        craq.upon(s, from, message, io);
        s.kept = [...s.kept ?? [], message];
      },
    },
    "beside: what is known is kept beside the state": beside(craq),
  },
};

function sendsAgain(isSent: (type: string) => boolean) {
  return {
    again: (s: never, io: { send(to: number, message: never): void; answer: never }) =>
      craq.again(s, {
        ...io,
        send(to, message) {
          if (isSent(message.type)) io.send(to, message as never);
        },
      }),
  };
}
