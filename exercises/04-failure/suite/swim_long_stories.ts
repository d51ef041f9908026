/** What happens to members for longer, or to more or fewer of them. @module */

import type { Fault } from "hb/sim/fault.ts";
import { apart, crash, join } from "./swim_befalls.ts";
import type { Story } from "./swim_happens.ts";
import { nobodyDead } from "./swim_rules.ts";

const RECONNECTS =
  "now and then one of the dead is tried, as long as there are any, and each of them may be that one " +
  "(memberlist, push–pull)";

const all = [0, 1, 2, 3, 4];
const oneByOne = all.map((node) => join(500 + 300 * node, node, node === 0 ? 1 : 0));

/** The stories, of those that end soon first. */
export const longStories: readonly Story[] = [
  {
    words: "one sleeps for two and a half seconds, and a suspicion lasts three",
    why:
      "a suspicion lasts as long as was chosen: who is back by then refutes it (SWIM, section 4.2)",
    options: { suspicionMs: 3000 },
    faults: [{ kind: "pause", at: 1000, node: 4, forMs: 2500 }],
    at: [6500],
    always: nobodyDead,
  },
  {
    words: "one sleeps for 600 ms, four times, a suspicion lasts 1,200, and whole views are rare",
    why: "who is accused refutes it, and tells that to others at once (SWIM, section 4.2)",
    options: { suspicionMs: 1200, syncMs: 100_000 },
    faults: [2000, 4500, 7000, 9500].map((at): Fault => ({
      kind: "pause",
      at,
      node: 4,
      forMs: 600,
    })),
    at: [13_000],
    always: nobodyDead,
    seeds: 2,
  },
  {
    words: "nobody knows anybody; all join through node 0, and it through node 1; then all crash",
    why:
      "who has joined is a member after a crash, too, and asks its contacts again, which it has saved " +
      "(habitat 5581)",
    options: { members: 0 },
    told: oneByOne,
    faults: all.map((node) => crash(6000, node, 100 + 10 * node)),
    at: [5500, 13_000],
    in: all.map((node) => ({ at: 13_000, node })),
  },
  {
    words: "nodes 0 and 1 are one group, 2 to 4 another; then node 2 is to join through node 0",
    why: "a member that is to join asks its new contact, so that two groups become one",
    options: { members: 0 },
    told: [
      join(500, 0),
      join(600, 1, 0),
      join(700, 2),
      join(800, 3, 2),
      join(900, 4, 2),
      join(4000, 2, 0),
    ],
    at: [10_000],
  },
  {
    words: "two nodes do not hear each other for eight seconds",
    why: RECONNECTS,
    nodes: 2,
    faults: [apart(1000, 8000, [0], [1])],
    at: [30_000],
  },
  {
    words: "all have joined; then two sides do not hear each other for nine seconds",
    why: `who has joined compares whole views, too; ${RECONNECTS}`,
    options: { members: 0 },
    told: oneByOne,
    faults: [apart(5000, 9000, [0, 1], [2, 3, 4])],
    at: [35_000],
    in: [{ at: 35_000, node: 0 }],
  },
  {
    words: "node 0 crashes for good; then two sides do not hear each other for eight seconds",
    why: RECONNECTS,
    faults: [crash(500, 0), apart(6000, 8000, [1, 2], [3, 4])],
    at: [40_000],
  },
  {
    words: "two sides do not hear each other for 40 seconds",
    why: RECONNECTS,
    faults: [apart(1000, 40_000, [0, 1], [2, 3, 4])],
    at: [65_000],
  },
  {
    words:
      "45 nodes, of which node 40 crashes for good; then node 44 joins, and there is little room",
    why: "a whole view is of everybody, however many they are (memberlist, push–pull)",
    nodes: 45,
    options: { members: 44, perPacket: 1, lambda: 1 },
    faults: [crash(500, 40)],
    told: [join(3000, 44, 0)],
    at: [9000],
  },
];
