/** Small systems for the explorer: a chain whose tail answers, and one in which any server does. @module */

import { masterCutOff } from "./instances/masters.ts";
import {
  answered,
  append,
  type ChainInstance,
  get,
  grown,
  instanceOf,
  updated,
} from "./instances/small.ts";

/** The instances of a chain whose tail answers. */
export const instances: Readonly<Record<string, ChainInstance>> = {
  "no failures": instanceOf({
    words: "three servers, two clients who write the same object, one of whom reads it",
    states: 269,
    nodes: 4,
    settings: { chain: [1, 2, 3], counting: "fail-stop", timeoutMs: Infinity },
    clients: [[[append("a"), 1], [get(), 2]], [[append("b"), 1]]],
    more: { leadsTo: answered },
  }),
  "a wrong suspicion": instanceOf({
    words: "two servers, each of which may be taken for failed; one client writes, one reads",
    states: 2_044,
    nodes: 3,
    settings: { chain: [1, 2] },
    clients: [[[append("a"), 1]], [[get(), 2]]],
  }),
  "the tail is suspected": instanceOf({
    words: "the tail of two is taken for failed; a client writes at the head and reads at the tail",
    states: 171,
    nodes: 3,
    settings: { chain: [1, 2] },
    trusted: [1],
    clients: [[[append("a"), 1], [get(), 2]]],
    more: { leadsTo: updated },
  }),
  "the head is suspected": instanceOf({
    words: "the head of two is taken for failed; a client who is not answered asks the other",
    states: 8_491,
    nodes: 3,
    settings: { chain: [1, 2], counting: "fail-stop" },
    trusted: [2],
    clients: [[[append("a"), 1, 2], [get(), 2]]],
    retries: 1,
  }),
  "the middle is suspected": instanceOf({
    words: "the second of three is taken for failed, while two updates are under way",
    states: 10_879,
    nodes: 4,
    settings: { chain: [1, 2, 3], counting: "fail-stop" },
    trusted: [1, 3],
    clients: [[[append("a"), 1]], [[append("b"), 1]]],
    more: { leadsTo: answered },
  }),
  "one joins": instanceOf({
    words: "a chain of one grows, while a client writes, and reads at the newcomer",
    states: 4_018,
    nodes: 3,
    settings: { chain: [1], wanted: 2, counting: "fail-stop" },
    trusted: [1, 2],
    epochs: 3,
    clients: [[[append("a"), 1], [get(), 2]]],
    more: { leadsTo: grown },
  }),
  "one joins and the other is suspected": instanceOf({
    words: "a chain of one grows, and the first may be taken for failed; a client writes and reads",
    nightly: true,
    states: 35_617,
    nodes: 3,
    settings: { chain: [1], wanted: 2 },
    trusted: [2],
    epochs: 4,
    clients: [[[append("a"), 1], [get(), 2]]],
  }),
  "a master is cut off": masterCutOff,
  "servers come back": instanceOf({
    words: "two servers, one of which may crash and come back; one client writes, one reads",
    states: 129,
    nodes: 3,
    settings: { chain: [1, 2], counting: "fail-stop", timeoutMs: Infinity },
    clients: [[[append("a"), 1], [get(), 2]]],
    more: { crashes: 1, boundary: ({ states }) => states[0] !== undefined },
  }),
};

/** The instances of CRAQ. */
export const craqInstances: Readonly<Record<string, ChainInstance>> = {
  "no failures": instanceOf({
    words:
      "three servers; one client writes twice, another reads twice, at the head and in the middle",
    states: 1_808,
    nodes: 4,
    settings: { chain: [1, 2, 3], reads: "craq", counting: "fail-stop", timeoutMs: Infinity },
    clients: [[[append("a"), 1], [append("b"), 1]], [[get(), 1], [get(), 2]]],
    more: { leadsTo: answered },
  }),
  "a wrong suspicion": instanceOf({
    words: "two servers, each of which may be taken for failed; a client writes and reads",
    states: 1_513,
    nodes: 3,
    settings: { chain: [1, 2], reads: "craq" },
    clients: [[[append("a"), 2], [get(), 1]]],
  }),
  "the tail is suspected": instanceOf({
    words: "the tail of three is taken for failed; one client writes, one reads at the head",
    states: 8_691,
    nodes: 4,
    settings: { chain: [1, 2, 3], reads: "craq", counting: "fail-stop" },
    trusted: [1, 2],
    clients: [[[append("a"), 1]], [[get(), 1]]],
  }),
  "the head comes back": instanceOf({
    words:
      "the head of two may crash while one client writes, and one reads there and may give up; messages overtake each other",
    states: 15_961,
    nodes: 3,
    settings: { chain: [1, 2], reads: "craq", counting: "fail-stop", timeoutMs: Infinity },
    clients: [[[append("a"), 1]], [[get(), 1], [get(), 1]]],
    retries: 0,
    more: {
      network: "unordered",
      crashes: 1,
      boundary: ({ states }) => states[0] !== undefined && states[2] !== undefined,
    },
  }),
};
