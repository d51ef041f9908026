/** All that belongs to distributed snapshots. @module */

import type { Instance, Kit, Storm } from "../../kit/kit.ts";
import { uniform } from "../../sim/latency.ts";
import { trouble } from "../storms.ts";
import { bugs, type Change, protocolWith } from "./bugs.ts";
import { channelsComplete, consistentCut, moneyConserved, noDebt } from "./invariants.ts";
import { labels } from "./labels.ts";
import { isComplete, type Message, settings, type State, type Timer } from "./snapshot.ts";

/** How long nodes pay each other at least, in ms. */
const RUN_MS = 200;
/** By then a snapshot must be complete, in ms. */
const PATIENCE_MS = 2000;

/** Nodes that pay, over channels that keep order. */
function stormOf(
  words: string,
  { beginners, troubled }: { beginners: readonly number[]; troubled: boolean },
): Storm<State, Message, Timer, never, Change> {
  return {
    words,
    nodes: 3,
    leastNodes: 2,
    run: ({ nodes, random, change }) => ({
      scenario: {
        protocol: protocolWith(change, { ...settings, beginners }),
        nodes,
        network: { latency: uniform(2, 40), order: change?.order ?? "fifo" },
        faults: troubled ? trouble(random, nodes, RUN_MS) : [],
      },
      drive(world) {
        world.run(RUN_MS);
        world.requireProgress(
          PATIENCE_MS,
          "every node has recorded its state and its channels",
          () => isComplete(world.states),
        );
      },
    }),
  };
}

/** Nodes that have 1 at first and pay 1 at a time, each at most `payments` times. */
function instanceOf(
  nodes: number,
  payments: number,
  beginners: readonly number[],
  states: number,
): Instance<State, Message, Timer, never, Change> {
  const money = 1;
  return {
    words: `${nodes} nodes pay each other at most ${payments} times, and ` +
      `${beginners.length} of them may begin`,
    states,
    system: (change) => ({
      name: "snapshot",
      protocol: protocolWith(change, { money, mostPaid: 1, pauseMs: 1, beginners }),
      nodes,
      network: change?.order === "any" ? "unordered" : "ordered",
      invariants: [consistentCut, channelsComplete, noDebt, moneyConserved(money)],
      sometimes: { "a snapshot is complete": ({ states }) => isComplete(states) },
      boundary: ({ states }) =>
        states.every((s) => (s?.sent ?? []).reduce((sum, count) => sum + count, 0) <= payments),
    }),
  };
}

/** Distributed snapshots. */
export const kit: Kit<State, Message, Timer, never, Change> = {
  name: "snapshot",
  words: "what everybody has and what is on its way, written down while all goes on",
  source: "Chandy and Lamport 1985, Distributed snapshots",
  labels,
  invariants: [consistentCut, channelsComplete, noDebt, moneyConserved(settings.money)],
  bugs,
  storms: {
    calm: stormOf("messages take 2 to 40 ms and keep their order; node 0 begins", {
      beginners: [0],
      troubled: false,
    }),
    "all begin": stormOf("each node begins a snapshot, nodes pause, links are slow", {
      beginners: [0, 1, 2],
      troubled: true,
    }),
  },
  instances: {
    "two nodes": instanceOf(2, 2, [0], 215),
    "two beginners": instanceOf(2, 2, [0, 1], 794),
    "three nodes": { ...instanceOf(3, 1, [0], 21_385), nightly: true },
  },
};
