/** What happens to members that know each other, in runs that are short enough to be followed. @module */

import type { Fault } from "hb/sim/fault.ts";
import { apart, crash, KNOWN_MS } from "./swim_befalls.ts";
import type { Story } from "./swim_happens.ts";
import { nobodyAccused, nobodyDead } from "./swim_rules.ts";
import { latency } from "./swim_world.ts";

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
    options: { suspicionMs: 3000 },
    faults: [500, 3000, 5500].map((at): Fault => ({ kind: "pause", at, node: 4, forMs: 500 })),
    at: [9500],
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
    words: "two crash at once for good",
    why: "each suspicion has a time of its own (SWIM, section 4.2)",
    faults: [crash(1500, 1), crash(1500, 3)],
    at: [1500 + KNOWN_MS],
    seeds: 2,
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
