/** Members that come and go, in runs that are short enough to be followed. @module */

import { apart, crash, join, KNOWN_MS, leave } from "./swim_befalls.ts";
import type { Story } from "./swim_happens.ts";
import { nobodyAccused, nobodyDead } from "./swim_rules.ts";

/** The stories, of simple mistakes first. */
export const comings: readonly Story[] = [
  {
    words: "node 4 joins through node 1",
    why: "who joins asks a contact for all there is to know, and tells that it is there",
    options: { members: 4 },
    told: [join(1500, 4, 1)],
    at: [1000, 4500, 9000],
    always: nobodyAccused,
  },
  {
    words: "node 4 joins, and then crashes for good; node 2 was dead before",
    why:
      "who has joined is probed like everybody else, and hears of the dead as well (SWIM, section " +
      "4.3; memberlist 311)",
    options: { members: 4 },
    faults: [crash(500, 2), crash(9000, 4)],
    told: [join(5500, 4, 1)],
    at: [8500, 9000 + KNOWN_MS],
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
    words: "node 4 joins through node 2, which is down for six seconds",
    why: "who joins asks until it is answered, however long that takes",
    options: { members: 4 },
    faults: [crash(1000, 2, 7000)],
    told: [join(2000, 4, 2)],
    at: [12_000],
  },
  {
    words: "node 4 joins, and then all others crash for good",
    why: "who has joined probes like everybody else (SWIM, section 3.1)",
    options: { members: 4 },
    faults: [0, 1, 2, 3].map((node) => crash(6000 + node, node)),
    told: [join(1500, 4, 1)],
    // Who doubts itself takes its time.
    at: [5900, 30_000],
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
    words: "node 2 leaves while it hears nobody for 400 ms, and news is told twenty times",
    why: "who leaves says so as often as news is told, and is not dead (memberlist 213)",
    options: { lambda: 20 },
    faults: [apart(1400, 400, [2], [0, 1, 3, 4])],
    told: [leave(1500, 2)],
    at: [9000],
    seeds: 2,
  },
  {
    // So often that it cannot all go to the one that does not hear it.
    words: "node 2 leaves while node 4 is cut off",
    why: "nobody is forgotten: who was away does not bring back one that has left (chitchat 94)",
    options: { lambda: 12 },
    faults: [apart(1000, 2500, [4], [0, 1, 2, 3])],
    told: [leave(1500, 2)],
    at: [12_000],
    seeds: 2,
  },
];
