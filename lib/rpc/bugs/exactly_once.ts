/** Mistakes in calls that are executed once while nobody crashes. @module */

import { balanceOf, RETRY_MS } from "../call.ts";
import { byInstance, byStorm } from "../../kit/kit.ts";
import { exactlyOnce } from "../exactly_once.ts";
import { maybe, request } from "../maybe.ts";
import type { CallChange } from "../storms.ts";
import { type CallBugs, newNumbers } from "./bug.ts";

/** A client that begins no new number with a new call. */
const oneNumber: CallChange = {
  upon: {
    deposit(s, { from, amount }, io) {
      s.sequence = 1;
      s.pending = { user: from, sequence: s.sequence, amount };
      request(s.pending, io);
      io.wait(RETRY_MS, { type: "retry" });
    },
  },
};

/** Mistakes that break "exactly once" though nobody crashes. */
export const exactlyOnceBugs: CallBugs = {
  "no sessions": {
    words:
      "The account does not remember what it has executed, and executes what comes again, again.",
    change: { upon: { request: maybe.upon.request } },
    breaks: "at most once",
    foundBy: byInstance("two deposits"),
  },
  "one session for all": {
    words:
      "The account remembers the last call of anybody, not of each client: when two call in turn, the " +
      "first is forgotten.",
    change: {
      upon: {
        request(s, event, io) {
          for (const client of s.sessions.keys()) {
            if (client !== event.from) s.sessions.delete(client);
          }
          exactlyOnce.upon.request(s, event, io);
        },
      },
    },
    breaks: "at most once",
    foundBy: byInstance("two users"),
  },
  "executes old calls": {
    words:
      "The account asks only whether a call is the client's last one: an older request that comes again " +
      "is executed again.",
    change: {
      upon: {
        request(s, { from, sequence, amount }, io) {
          if (sequence !== s.sessions.get(from)?.sequence) {
            s.ledger.push({ client: from, sequence, amount });
            s.sessions.set(from, { sequence, balance: balanceOf(s.ledger) });
          }
          io.send(from, { type: "reply", sequence, balance: s.sessions.get(from)!.balance });
        },
      },
    },
    breaks: "at most once",
    foundBy: byInstance("two deposits"),
  },
  "repetitions are not answered": {
    words:
      "The account ignores a request that comes again: when the first reply is lost, the call never ends.",
    change: {
      upon: {
        request(s, event, io) {
          if (event.sequence <= (s.sessions.get(event.from)?.sequence ?? 0)) return;
          exactlyOnce.upon.request(s, event, io);
        },
      },
    },
    breaks: "progress",
    foundBy: byStorm("rain", 1),
  },
  "numbers all calls alike": {
    words: "A client does not count its calls: the second is taken for the first that comes again.",
    change: oneNumber,
    breaks: "acknowledged stays",
    foundBy: byInstance("two deposits"),
  },
  "numbers each attempt anew": {
    words:
      "A client that asks again takes a new number: the account takes the repetition for a new call.",
    change: newNumbers(false),
    breaks: "at most once",
    foundBy: byStorm("rain", 1),
  },
};
