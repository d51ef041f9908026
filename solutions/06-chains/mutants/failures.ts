/** Bugs of chains that get shorter. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/06-chains/answers.ts";
import type { Any } from "../../../exercises/06-chains/given.ts";
import { failures } from "../failures.ts";
import { type LinkRules, linkRules } from "../link_rules.ts";
import { linksBy } from "../links.ts";
import { beside, saying, sending } from "./wrap.ts";

const deciding = (change: Partial<LinkRules>) => linksBy({ ...linkRules, ...change });

export const failuresMutants: Mutants<Answers> = {
  failures: {
    "no epochs: messages count whatever chain they are of": deciding({ heeds: () => true }),
    "newer, too: messages of later chains count": deciding({ heeds: (epoch, own) => epoch >= own }),
    "older, too: messages of earlier chains count": deciding({
      heeds: (epoch, own) => epoch <= own,
    }),
    "late chains: word of an earlier chain counts": deciding({
      isNew: (epoch, own) => epoch !== own,
    }),
    "again: word of the same chain counts again": deciding({ isNew: (epoch, own) => epoch >= own }),
    "next only: only the next chain counts": deciding({ isNew: (epoch, own) => epoch === own + 1 }),
    "six: chains after the sixth do not count": deciding({
      isNew: (epoch, own) => epoch > own && epoch <= 6,
    }),
    "nine: chains after the ninth do not count": deciding({
      isNew: (epoch, own) => epoch > own && epoch <= 9,
    }),
    "takes it along: who is no longer in the chain keeps what is in Sent": {
      configure(s, chain, io) {
        const sent = [...s.sent];
        failures.configure(s, chain, io);
        if (!s.place.isMember && s.sent.length === 0) s.sent = sent;
      },
    },
    "old tail: the tail answers queries without asking the masters": deciding({
      confirms: () => false,
    }),
    "decides nothing: the new tail waits for acknowledgements": deciding({
      decidesAsTail: () => false,
    }),
    "no resend: who has another predecessor says nothing": deciding({ resumes: () => false }),
    "always resumes: every change is a new predecessor": deciding({
      resumes: ({ predecessor }) => predecessor !== null,
    }),
    "nothing lost: who is asked to resume sends nothing": deciding({ answersResume: () => false }),
    "old queries: queries go on waiting when the chain changes": deciding({ drops: () => false }),
    "from anybody: it listens to all": deciding({ isFrom: () => true }),
    "done twice: a new head does again what comes again": deciding({ recognises: () => false }),
    "too early: an update under way is answered when it comes again": deciding({
      repeats: (sequence, last) => sequence === last,
    }),
    "head answers: the head answers updates when it has them": deciding({
      answersAtHead: ({ isHead }) => isHead,
    }),
    "gap: it takes what comes after a gap": deciding({ fits: () => true }),
    "one by one: an acknowledgement strikes one update": deciding({
      strikes: (number, known) => Math.min(number, known + 1),
    }),
    "first round: it asks with the same number": saying(
      failures,
      (did) => did.kind === "confirm" ? [{ ...did, round: 1 }] : [did],
    ),
    "numbers again: in each chain rounds begin with 1": {
      configure(s, chain, io) {
        failures.configure(s, chain, io);
        s.rounds = 0;
      },
    },
    "this round only: what asked before is not answered": {
      confirmed(s, round, io) {
        for (const asked of s.queries.keys()) if (asked < round) s.queries.delete(asked);
        failures.confirmed(s, round, io);
      },
    },
    "all at once: any round confirms all": {
      confirmed: (s, _, io) => failures.confirmed(s, Infinity, io),
    },
    "as it was: a query is answered with what was stored when it came": {
      ask(s, request, io) {
        failures.ask(s, request, io);
        const last = s.queries.get(s.rounds);
        if (last !== undefined) {
          s.queries.set(s.rounds, { ...last, then: s.store.get(request.command.key) });
        }
      },
      confirmed(s, round, io) {
        const asked = [...s.queries.values()] as Any[];
        failures.confirmed(s, round, {
          ...io,
          answer(client, done) {
            const of = asked.find((each) =>
              each.client === client && each.sequence === done.sequence
            );
            io.answer(
              client,
              of !== undefined && "then" in of ? { ...done, result: of.then ?? null } : done,
            );
          },
        });
      },
    },
    "one query: a new query takes the place of the one that waits": {
      ask(s, request, io) {
        const { rounds } = s;
        failures.ask(s, request, io);
        if (s.rounds > rounds) {
          for (const asked of s.queries.keys()) if (asked < s.rounds) s.queries.delete(asked);
        }
      },
    },
    "quiet tail: who becomes the tail does not answer": {
      configure: (s, chain, io) => failures.configure(s, chain, { ...io, answer: () => {} }),
    },
    "answers, too: who is no longer in the chain answers": {
      configure(s, chain, io) {
        const { sent, place } = s;
        failures.configure(s, chain, io);
        if (!place.isMember || s.place.isMember) return;
        for (const { client, sequence, result } of sent) io.answer(client, { sequence, result });
      },
    },
    "still there: who is no longer in the chain goes on": {
      configure(s, chain, io) {
        if (s.chain.epoch > 0 && !chain.chain.includes(s.self)) return;
        failures.configure(s, chain, io);
      },
    },
    "sends it all: who resumes is sent what it has": sendingUponResume((s) => s.sent),
    "says nothing: who lacks nothing is sent nothing": saying(
      failures,
      (did) =>
        did.kind === "send" && did.message.type === "updates" && did.message.entries.length === 0
          ? []
          : [did],
    ),
    "no bound: what a server lacks is sent in one message": {
      start: (self) => failures.start(self, Infinity),
    },
    "first part: only the first of what a server lacks is sent": saying(
      failures,
      (did, _s, all) =>
        did.kind === "send" && did.message.type === "updates" && all.indexOf(did) > 0 &&
          all[0]!.kind === "send" && all[0]!.message.type === "updates"
          ? []
          : [did],
    ),
    "gives up: what was lost is not sent again": { again: () => {} },
    "head only: if the head fails the next one does not take its place": {
      configure(s, chain, io) {
        const { isHead } = s.place, isFirst = s.chain.epoch === 0;
        failures.configure(s, chain, io);
        if (!isFirst && !isHead && s.place.isHead) s.place = { ...s.place, isHead: false };
      },
    },
    "no acknowledgement: who becomes the tail does not tell its predecessor": {
      configure(s, chain, io) {
        failures.configure(s, chain, {
          ...io,
          send: (to, own) => own.type === "acknowledge" ? undefined : io.send(to, own),
        });
      },
    },
    "says less: it resumes from what it knows to be decided": sending(
      failures,
      (message, s) =>
        message.type === "resume" ? { ...message, has: s.number - s.sent.length } : message,
    ),
    "before all: who knows of no chain is the tail": {
      ask(s, request, io) {
        if (s.chain.epoch > 0) return failures.ask(s, request, io);
        io.answer(request.client, { sequence: request.sequence, result: null });
      },
    },
    "kept: queries that were answered are kept": {
      confirmed(s, round, io) {
        failures.confirmed(s, round, io);
        s.kept = [...s.kept ?? [], round];
      },
    },
    "never struck: Sent is kept": deciding({ strikes: () => 0 }),
    "beside: what is known is kept beside the state": beside(failures),
  },
};

/** The reference, which answers `resume` with other updates. */
function sendingUponResume(entriesOf: (s: Any) => Any[]) {
  return {
    upon: (s: Any, from: number, message: Any, io: Any) => {
      failures.upon(s, from, message, {
        ...io,
        send: (to: number, own: Any) =>
          io.send(
            to,
            message.type === "resume" && own.type === "updates"
              ? { ...own, entries: entriesOf(s).map(({ result: _, ...entry }) => entry) }
              : own,
          ),
      });
    },
  };
}
