/** What happens to members, in runs that are short enough to be followed. @module */

import type { NodeId } from "hb/model/protocol.ts";
import type { Fault } from "hb/sim/fault.ts";
import type { Story, Told } from "./swim_happens.ts";
import { nobodyAccused, nobodyDead } from "./swim_rules.ts";
import { latency } from "./swim_world.ts";

const join = (at: number, node: NodeId, ...contacts: NodeId[]): Told => ({
  at,
  node,
  message: { type: "join", contacts },
});
const leave = (at: number, node: NodeId): Told => ({ at, node, message: { type: "leave" } });
const crash = (at: number, node: NodeId, downMs?: number): Fault =>
  downMs === undefined ? { kind: "crash", at, node } : { kind: "crash", at, node, downMs };
const apart = (at: number, forMs: number, ...sides: [NodeId[], NodeId[]]): Fault => ({
  kind: "partition",
  at,
  forMs,
  sides,
});

/** What one says to another comes again, many times. */
const again = (from: NodeId, to: NodeId): Fault[] =>
  [110, 150, 190, 240, 290, 340, 400].map((latencyMs) => ({
    kind: "late",
    at: 1000,
    forMs: 6000,
    from,
    to,
    latencyMs,
  }));

/** How long it takes at most until all know that somebody crashed. */
const KNOWN_MS = 4000;

/** The stories, of simple mistakes first. */
export const stories: readonly Story[] = [
  {
    words: "nothing happens",
    why: "who answers is not accused (SWIM, section 3.1)",
    at: [3000, 8000],
    always: nobodyAccused,
  },
  {
    words: "one crashes for good",
    why:
      "who does not answer is suspected, and who does not object is dead; all hear of it (SWIM, " +
      "sections 3 and 4)",
    faults: [crash(1500, 2)],
    at: [1500 + KNOWN_MS, 12_000],
    seeds: 2,
  },
  {
    words: "nodes 1 and 2 do not hear each other, and all others hear all",
    why: "others are asked before anybody is accused: what lies between two is no death (SWIM, " +
      "section 3.1)",
    faults: [apart(0, 9000, [1], [2])],
    at: [9000],
    always: nobodyAccused,
    seeds: 2,
  },
  {
    words: "node 0 hears nothing of node 3, which hears it",
    why: "others are asked before anybody is accused: what lies between two is no death (SWIM, " +
      "section 3.1)",
    faults: [{ ...apart(0, 9000, [3], [0]), oneWay: true } as Fault],
    at: [9000],
    always: nobodyAccused,
  },
  {
    words: "one sleeps for half a second",
    why: "who is accused hears of it with the next ping, and refutes it (SWIM, section 4.2)",
    faults: [500, 3000, 5500].map((at): Fault => ({ kind: "pause", at, node: 4, forMs: 500 })),
    at: [2900, 5400, 8500],
    always: nobodyDead,
    seeds: 2,
  },
  {
    words: "one sleeps for six seconds",
    why:
      "who was called dead hears of it, refutes it in a greater incarnation, and is alive again " +
      "(memberlist 311)",
    faults: [{ kind: "pause", at: 1000, node: 1, forMs: 6000 }],
    at: [11_500],
    seeds: 2,
  },
  {
    words: "one sleeps for six seconds, and nobody compares all for a minute",
    why:
      "who is held to be suspect, dead or gone is told so with whatever is sent to it (memberlist 311)",
    options: { syncMs: 60_000 },
    faults: [{ kind: "pause", at: 1000, node: 1, forMs: 6000 }],
    at: [9500],
    seeds: 2,
  },
  {
    words: "two crash at once for good",
    why: "each suspicion has a time of its own (SWIM, section 4.2)",
    faults: [crash(1500, 1), crash(1500, 3)],
    at: [1500 + KNOWN_MS],
    seeds: 2,
  },
  {
    words: "one of three crashes, and what the others say to each other comes again and again",
    why: "an answer to an earlier probe is none to this one (SWIM, section 3.1)",
    nodes: 3,
    options: { members: 3 },
    faults: [crash(1500, 2), ...again(0, 1), ...again(1, 0)],
    at: [1500 + KNOWN_MS],
  },
  {
    words: "one crashes and comes back at once, three times",
    why: "each life is in a greater incarnation, which all hear of (habitat 5581)",
    faults: [1500, 3500, 5500].map((at) => crash(at, 3, 50)),
    at: [3400, 5400, 8000],
  },
  {
    words: "one crashes, all know, and it comes back",
    why:
      "who comes back is in a greater incarnation than that in which it was called dead (SWIM, " +
      "section 4.2)",
    faults: [crash(1500, 3, 6000)],
    at: [6500, 11_000],
    seeds: 2,
  },
  {
    words: "all crash at once and come back",
    why: "who comes back asks those whom it knows, and is seen by all (habitat 5581)",
    faults: [0, 1, 2, 3, 4].map((node) => crash(2000, node, 100 + 10 * node)),
    at: [8000],
  },
  {
    words: "one comes back twice, and then with an empty disk",
    why:
      "others know it in a greater incarnation than it does: it hears of that, and begins the one " +
      "after (memberlist 311)",
    faults: [
      crash(1000, 2, 50),
      crash(2000, 2, 50),
      { kind: "crash", at: 3000, node: 2, downMs: 50, disk: "wiped" },
    ],
    at: [10_000],
    wiped: true,
    seeds: 2,
  },
  {
    words: "one comes back thirty times, and then with an empty disk",
    why: "its incarnation is then the one after that in which it is known, and not just one more " +
      "(SWIM, section 4.2)",
    faults: [
      ...Array.from({ length: 30 }, (_, i) => crash(1000 + 100 * i, 2, 10)),
      { kind: "crash", at: 4500, node: 2, downMs: 50, disk: "wiped" },
    ],
    at: [9000],
    wiped: true,
  },
  {
    words: "one crashes, all know, and it comes back with an empty disk",
    why: "who called it dead tells it so when it is heard, and it refutes that (memberlist 311)",
    faults: [{ kind: "crash", at: 1000, node: 2, downMs: 6000, disk: "wiped" }],
    at: [6000, 13_000],
    wiped: true,
  },
  {
    words: "two sides do not hear each other for eight seconds",
    why:
      "both sides take each other for dead, and now and then try whether one of the dead is there; " +
      "whole views then bring all together (memberlist, push–pull)",
    faults: [apart(1000, 8000, [0, 1], [2, 3, 4])],
    at: [24_000],
    seeds: 2,
  },
  {
    words: "node 4 joins through node 1",
    why: "who joins asks a contact for all there is to know, and tells that it is there",
    options: { members: 4 },
    told: [join(1500, 4, 1)],
    at: [1000, 4500, 9000],
    always: nobodyAccused,
  },
  {
    words:
      "node 4 joins through itself and node 2, and node 2 is down; later through nodes 2 and 3",
    why: "contacts are asked one after the other, until one has answered",
    options: { members: 4 },
    faults: [crash(500, 2)],
    told: [join(6000, 4, 4, 2), join(8000, 4, 2, 3)],
    at: [13_000],
  },
  {
    words: "nobody knows anybody; all join through node 0, one after the other",
    why: "who has nobody to ask is a group of one; each contact tells of all others",
    options: { members: 0 },
    told: [0, 1, 2, 3, 4].map((node) => join(500 + 300 * node, node, ...(node === 0 ? [] : [0]))),
    at: [6000],
  },
  {
    words: "one leaves",
    why: "who leaves says so, goes on until others have heard, and is not dead (memberlist 213)",
    told: [leave(1500, 2)],
    at: [4500, 9000],
    always: nobodyDead,
    seeds: 2,
  },
  {
    words: "one leaves, crashes, comes back, and joins again",
    why: "who has left is no member after a crash either, and joins in a greater incarnation",
    faults: [crash(4000, 2, 100)],
    told: [leave(1500, 2), join(6500, 2, 0)],
    at: [3900, 6400, 10_000],
    out: [{ at: 3900, node: 2 }, { at: 6400, node: 2 }],
  },
  {
    words: "one leaves while node 4 hears nobody, which was told of all by then",
    why: "nobody is forgotten: who was away does not bring back one that has left (chitchat 94)",
    faults: [apart(1000, 2500, [4], [0, 1, 2, 3])],
    told: [leave(1500, 2)],
    at: [12_000],
    seeds: 2,
  },
  {
    words: "one crashes for good while node 4 sleeps, and node 3 comes back later",
    why:
      "nobody is forgotten: who was away, or starts with what it knew at first, does not bring back " +
      "the dead (chitchat 94)",
    faults: [
      crash(1000, 1),
      { kind: "pause", at: 900, node: 4, forMs: 5000 },
      crash(7000, 3, 100),
    ],
    at: [13_000],
  },
  {
    words: "three in ten messages are lost for 12 seconds, in which one crashes",
    why: "what is lost is said again, and who is accused wrongly refutes it",
    network: { latency, loss: 0.3 },
    faults: [crash(3000, 0)],
    at: [],
    seeds: 2,
  },
];
