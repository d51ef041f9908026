/**
 * The four ways to call, each with what it promises, the trouble that it is made for, and the mistakes that
 * break its promise. They share their words, their users and what must hold.
 *
 * @module
 */

import type { Kit } from "../kit/kit.ts";
import { atLeastOnce } from "./at_least_once.ts";
import { atLeastOnceBugs, durableBugs, exactlyOnceBugs, maybeBugs } from "./bugs.ts";
import type { Message, State, Timer } from "./call.ts";
import { durable } from "./durable.ts";
import { exactlyOnce } from "./exactly_once.ts";
import { instanceOf } from "./instances.ts";
import { acknowledgedStays, atMostOnce } from "./invariants.ts";
import { labels } from "./labels.ts";
import { maybe } from "./maybe.ts";
import { type CallChange, stormFor } from "./storms.ts";

/** A kit for one of the ways to call. */
export type CallKit = Kit<State, Message, Timer, State, CallChange>;

/** Maybe: at most once while nothing comes twice, and perhaps never. */
export const maybeKit: CallKit = {
  name: "rpc-maybe",
  words: "calls that are asked once: a lost message is a call that never ends",
  source: "Spector 1982, Performing remote operations efficiently on a local computer network",
  labels,
  invariants: [atMostOnce, acknowledgedStays],
  bugs: maybeBugs,
  storms: { loss: stormFor(maybe, "loss"), calm: stormFor(maybe, "calm") },
  instances: {
    "two deposits, with losses": instanceOf(maybe, {
      words: "a user makes two deposits, may give up each, and messages may be lost",
      states: 73,
      deposits: 2,
      network: "unordered",
      lossy: true,
      givesUp: true,
    }),
  },
};

/** At least once: every call ends, though it may be executed more often. */
export const atLeastOnceKit: CallKit = {
  name: "rpc-at-least-once",
  words: "calls that are asked until there is a reply, and executed as often as they are heard",
  source: "Spector 1982; Birrell and Nelson 1984",
  labels,
  invariants: [acknowledgedStays],
  bugs: atLeastOnceBugs,
  storms: { rain: stormFor(atLeastOnce, "rain") },
  instances: {
    "two deposits": instanceOf(atLeastOnce, {
      words: "a user makes two deposits; a message may come at any time, and again",
      states: 28,
      deposits: 2,
      ends: true,
      executions: 3,
    }),
  },
};

/** Exactly once, while nobody crashes. */
export const exactlyOnceKit: CallKit = {
  name: "rpc-exactly-once",
  words: "calls whose last reply the server remembers for each client, in its memory",
  source: "Birrell and Nelson 1984, Implementing remote procedure calls, section 3.2",
  labels,
  invariants: [atMostOnce, acknowledgedStays],
  bugs: exactlyOnceBugs,
  storms: { rain: stormFor(exactlyOnce, "rain") },
  instances: {
    "two deposits": instanceOf(exactlyOnce, {
      words: "a user makes two deposits; a message may come at any time, and again",
      states: 7,
      deposits: 2,
      ends: true,
    }),
    "two users": instanceOf(exactlyOnce, {
      words: "two users make two deposits each; a message may come at any time, and again",
      states: 340,
      users: 2,
      deposits: 2,
      ends: true,
    }),
  },
};

/** Exactly once, crashes included. */
export const durableKit: CallKit = {
  name: "rpc-durable",
  words: "calls whose last reply the server remembers for each client, on its disk",
  source: "Birrell and Nelson 1984, section 3.2; Ongaro 2014, section 6.3, for sessions",
  labels,
  invariants: [atMostOnce, acknowledgedStays],
  bugs: durableBugs,
  storms: { storm: stormFor(durable, "storm"), rain: stormFor(durable, "rain") },
  instances: {
    "one deposit, one crash": instanceOf(durable, {
      words: "a user makes a deposit, and the account or the client may crash once",
      states: 36,
      crashes: 1,
      givesUp: true,
    }),
    "two deposits, one crash": instanceOf(durable, {
      words: "a user makes two deposits, and the account or the client may crash once",
      states: 140,
      deposits: 2,
      crashes: 1,
      givesUp: true,
    }),
    "two users, two crashes": instanceOf(durable, {
      words: "two users make a deposit each, and anybody may crash, twice in all",
      states: 1_656,
      users: 2,
      crashes: 2,
      givesUp: true,
    }),
  },
};

/** All four, the weakest first. */
export const kits: readonly CallKit[] = [maybeKit, atLeastOnceKit, exactlyOnceKit, durableKit];
