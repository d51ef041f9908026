/** Bugs of copies that are made while work goes on. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/06-chains/answers.ts";
import type { Item } from "../../../exercises/06-chains/given.ts";
import { copyRules, transfer, transferBy } from "../transfer.ts";
import { beside, sending } from "./wrap.ts";

const deciding = (change: Partial<typeof copyRules>) => transferBy({ ...copyRules, ...change });

export const transferMutants: Mutants<Answers> = {
  transfer: {
    "no sessions: a copy does not know what clients were answered": deciding({
      itemsOf: (values) => [...values],
    }),
    "thrown away: a copy forgets the sessions that it was sent": deciding({
      keeps: () => new Map(),
    }),
    "primary only: a backup remembers nothing of the requests that it is sent": deciding({
      remembers: (isPrimary) => isPrimary,
    }),
    "still a backup: who is to lead does not": { lead: () => {} },
    "afresh: who leads has forgotten what clients were answered": {
      lead(s) {
        transfer.lead(s);
        s.sessions.clear();
      },
    },
    "from 0: who leads counts its requests anew": {
      lead(s) {
        transfer.lead(s);
        s.number = s.told = 0;
      },
    },
    "not yet: who leads takes nothing of what it has for answered": {
      lead(s) {
        transfer.lead(s);
        s.told = 0;
        s.waiting = [...s.sessions].map(([client, { result }]) => ({ number: 0, client, result }));
      },
    },
    "listens on: who leads takes what the old primary sent": {
      upon(s, from, message, io) {
        if (s.rules.self !== s.rules.primary || s.coming.attempt === 0) {
          return transfer.upon(s, from, message, io);
        }
        const { primary } = s.rules;
        if (message.type === "forward") s.rules = { ...s.rules, primary: from };
        transfer.upon(s, from, message, io);
        s.rules = { ...s.rules, primary };
      },
    },
    "sessions first: items are in another order": deciding({
      itemsOf: (values, sessions) => [...sessions, ...values],
    }),
    "as in a dictionary: keys are sorted by their letters, large and small alike": deciding({
      itemsOf: (values, sessions) => [
        ...values.toSorted((a, b) => keyOf(a).localeCompare(keyOf(b))),
        ...sessions,
      ],
    }),
    "as numbers: keys that are numbers are sorted as such": deciding({
      itemsOf: (values, sessions) => [
        ...values.toSorted((a, b) => Number(keyOf(a)) - Number(keyOf(b)) || 0),
        ...sessions,
      ],
    }),
    "in letters: clients are sorted as text": deciding({
      itemsOf: (values, sessions) => [
        ...values,
        ...sessions.toSorted((a, b) => clientOf(a) < clientOf(b) ? -1 : 1),
      ],
    }),
    "three sessions: no more are remembered": {
      ask(s, request, io) {
        transfer.ask(s, request, io);
        for (const client of [...s.sessions.keys()].slice(0, -3)) s.sessions.delete(client);
      },
    },
    "done again: a request that comes again is done again": deciding({ isNew: () => true }),
    "other numbers: any other number than the last is new": deciding({
      isNew: (sequence, last) => sequence !== last?.sequence,
    }),
    "in a row: only the next number is new": deciding({
      isNew: (sequence, last) => sequence === (last?.sequence ?? -1) + 1 && sequence < 3,
    }),
    "any of them: an older request is answered with the last result": deciding({
      repeats: () => true,
    }),
    "remembers aloud: a request under way is answered at once when it comes again": deciding({
      tells: () => true,
    }),
    "mute: a request that was answered is not answered again": deciding({ tells: () => false }),
    "counts early: who is sent the state must have what is answered": deciding({
      counts: () => true,
    }),
    "counts never: nobody must have what is answered": deciding({ counts: () => false }),
    "lost in between: what was done since the attempt began is not sent": deciding({
      since: (_, number) => number,
    }),
    "any attempt: what was received of an earlier attempt counts": deciding({
      isAttempt: () => true,
    }),
    "same attempt: a new attempt goes on where the old one was": deciding({
      renews: (_, own) => own === 0,
    }),
    "forgives: a wrong sum is let pass": deciding({ isRight: () => true }),
    "overlap: pieces are taken wherever they begin": deciding({ fits: () => true }),
    "from the start: a piece that comes again begins anew": deciding({
      fits: (offset, count) => offset === count || offset === 0,
    }),
    "ready at once: who follows is ready": deciding({ isReady: (follows) => follows }),
    "ready in time: who has all that has been answered need not follow": deciding({
      isReady: (_, has, told) => has >= told,
    }),
    "never quite: who has more than was answered is ready": deciding({
      isReady: (follows, has, told) => follows && has > told,
    }),
    "takes early: it takes requests before it has the state": deciding({ takes: () => true }),
    "gap: it takes what comes after a gap": deciding({ follows: () => true }),
    "in step only: it takes only messages that begin where it is": deciding({
      follows: (after, number) => after === number,
    }),
    "all at once: a piece has all items": {
      start: (rules) => {
        const s = transfer.start(rules);
        return rules.self === rules.primary ? { ...s, rules: { ...s.rules, most: Infinity } } : s;
      },
    },
    "one by one: there is one item in a piece": {
      start: (rules) => transfer.start({ ...rules, most: 1 }),
    },
    "gives up: what was lost is not sent again": { again: () => {} },
    "pieces only: of what was lost only pieces are sent again": again((type) => type === "piece"),
    "requests only: of what was lost only requests are sent again": again((type) =>
      type === "forward"
    ),
    "begins anew: after a while the state is sent from its beginning": {
      again(s, io) {
        for (const { sending } of s.backups.values()) if (sending !== null) sending.offset = 0;
        transfer.again(s, io);
      },
    },
    "restless: who lacks nothing is sent something": {
      again(s, io) {
        transfer.again(s, io);
        for (const [to, { sending, has }] of s.backups) {
          if (sending === null && has === s.number) {
            io.send(to, { type: "forward", after: has, requests: [] });
          }
        }
      },
    },
    "moving: the state that is sent is as it is by now": {
      ask(s, request, io) {
        transfer.ask(s, request, io);
        for (const backup of s.backups.values()) if (backup.sending !== null) backup.has = s.number;
      },
    },
    "goes on: who leaves is waited for": { leave: () => {} },
    "leaves open: who waited for one that leaves is not answered": {
      leave: (s, backup) => void s.backups.delete(backup),
    },
    "echo: it acknowledges what was sent": {
      upon(s, from, message, io) {
        transfer.upon(s, from, message, {
          ...io,
          send: (to, own) =>
            io.send(
              to,
              own.type === "acknowledge" && message.type === "forward"
                ? { ...own, number: message.after + message.requests.length }
                : own,
            ),
        });
      },
    },
    "from anybody: requests count from all": {
      upon: (s, from, message, io) =>
        transfer.upon(s, message.type === "forward" ? s.rules.primary : from, message, io),
    },
    "no number: the state stands for no requests": sending(
      transfer,
      (message) => message.type === "piece" ? { ...message, number: 0 } : message,
    ),
    "kept: the log is not cut": {
      upon(s, from, message, io) {
        transfer.upon(s, from, message, io);
        s.kept = [...s.kept ?? [], message];
      },
    },
    "beside: what is known is kept beside the state": beside(transfer),
  },
};

const keyOf = (item: Item): string => item.type === "value" ? item.key : "";
const clientOf = (item: Item): string => item.type === "session" ? `${item.client}` : "";

function again(isSent: (type: string) => boolean) {
  return {
    again: (s: never, io: { send(to: number, message: never): void; answer: never }) =>
      transfer.again(s, {
        ...io,
        send(to, message) {
          if (isSent(message.type)) io.send(to, message as never);
        },
      }),
  };
}
