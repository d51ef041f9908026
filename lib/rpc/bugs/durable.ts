/** Mistakes in calls that are executed once whoever crashes. @module */

import { initialState } from "../call.ts";
import { byInstance, byStorm } from "../../kit/kit.ts";
import { exactlyOnce } from "../exactly_once.ts";
import { type CallBugs, newNumbers } from "./bug.ts";

/** Mistakes that break "exactly once" when somebody crashes. */
export const durableBugs: CallBugs = {
  "the account saves nothing": {
    words: "The account replies without saving: a crash takes away what it has confirmed.",
    change: { upon: { request: exactlyOnce.upon.request } },
    breaks: "acknowledged stays",
    foundBy: byInstance("one deposit, one crash"),
  },
  "saves one deposit late": {
    words:
      "The account saves a deposit only when it hears of the next one: a crash in between takes away " +
      "what it has confirmed.",
    change: {
      upon: {
        request(s, event, io) {
          const before = { ...s, ledger: [...s.ledger], sessions: new Map(s.sessions) };
          exactlyOnce.upon.request(s, event, io);
          if (s.ledger.length > before.ledger.length) io.save(before);
        },
      },
    },
    breaks: "acknowledged stays",
    foundBy: byInstance("one deposit, one crash"),
  },
  "sessions are not saved": {
    words:
      "The deposit is saved without the session: after a crash the account executes again what it has " +
      "forgotten to have executed.",
    change: {
      upon: {
        request(s, event, io) {
          const executed = s.ledger.length;
          exactlyOnce.upon.request(s, event, io);
          if (s.ledger.length > executed) io.save({ ...s, sessions: new Map() });
        },
      },
    },
    breaks: "at most once",
    foundBy: byInstance("one deposit, one crash"),
  },
  "saved apart": {
    words:
      "The deposit and the session are two records: a crash between the two writes keeps the deposit " +
      "and loses the session.",
    change: {
      upon: {
        request(s, event, io) {
          const executed = s.ledger.length, sessions = new Map(s.sessions);
          exactlyOnce.upon.request(s, event, io);
          if (s.ledger.length === executed) return;
          io.save({ ...s, sessions });
          io.save(s);
        },
      },
    },
    breaks: "at most once",
    foundBy: byStorm("storm", 74),
  },
  "the client saves nothing": {
    words:
      "A client does not save its call: after a crash it counts from 1 again, and its new call is taken " +
      "for an old one that comes again.",
    change: { start: () => initialState(), upon: { deposit: exactlyOnce.upon.deposit } },
    breaks: "acknowledged stays",
    foundBy: byInstance("two deposits, one crash"),
  },
  "saves when it hears a reply": {
    words:
      "A client saves a call when it has ended, not when it begins: after a crash in between, its new " +
      "call has the number of the one that it has forgotten.",
    change: { upon: { deposit: exactlyOnce.upon.deposit } },
    breaks: "acknowledged stays",
    foundBy: byInstance("two deposits, one crash"),
  },
  "numbers each attempt anew": {
    words:
      "A client that asks again takes a new number, and saves it: the account takes the repetition for a " +
      "new call, whatever it remembers.",
    change: newNumbers(true),
    breaks: "at most once",
    foundBy: byStorm("storm", 1),
  },
  "does not go on after a crash": {
    words: "A client that comes back does not ask again for the call that it was waiting for.",
    change: { start: (_, journal) => journal.at(-1) ?? initialState() },
    breaks: "progress",
    foundBy: byStorm("storm", 27),
  },
};
