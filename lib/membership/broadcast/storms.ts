/** What Plumtree over HyParView is tried in. @module */

import type { Storm, StormRun } from "../../kit/kit.ts";
import type { Clients } from "../../model/clients.ts";
import { clone } from "../../model/clone.ts";
import { equal } from "../../model/compare.ts";
import { uniform } from "../../sim/latency.ts";
import type { Random } from "../../sim/random.ts";
import { weather } from "../../sim/weather.ts";
import type { World } from "../../sim/world.ts";
import { whyNoOverlay } from "../hyparview/overlay_graph.ts";
import { mixed, requireSoon, small } from "../hyparview/storms.ts";
import { whyNotAll, whyNoTree } from "../plumtree/spanning.ts";
import type { Journalled } from "../plumtree/plumtree.ts";
import {
  broadcast,
  type Change,
  type Message,
  type Settings,
  type State,
  type Timer,
} from "./broadcast.ts";

type Run = World<State, Message, Timer, Journalled<never>>;
type Scenario = StormRun<State, Message, Timer, Journalled<never>>["scenario"];
type BroadcastStorm = Storm<State, Message, Timer, Journalled<never>, Change>;

/** Nodes come together in this time, in ms. */
const JOIN_MS = 500;
/** Then there is trouble for so long, in ms. */
const TROUBLE_MS = 1500;
/** How long after it all must be well, in ms. */
const PATIENCE_MS = 20_000;
/** How long a broadcast takes at most where nothing goes wrong, in ms. */
const QUIET_MS = 500;

/** For messages that take up to 20 ms. */
const tree: Settings["tree"] = { timeoutMs: 150, retryMs: 50 };

/** Broadcasts from nodes that are drawn, while there is trouble. */
function broadcasts(random: Random, nodes: number): Clients<Message> {
  return {
    workload: Array.from({ length: 3 }, (_, client) =>
      [0, 1, 2].map((i) => ({
        input: `${client}.${i}`,
        at: JOIN_MS + random.below(TROUBLE_MS),
      })).sort((a, b) => a.at - b.at)),
    ask: (payload) => ({ type: "broadcast", payload }),
    to: () => random.below(nodes),
    timeoutMs: 500,
  };
}

function stormOf(
  words: string,
  own: Settings,
  more: (random: Random, nodes: number) => Partial<Scenario>,
  drive: (world: Run) => void,
): BroadcastStorm {
  return {
    words,
    nodes: 9,
    leastNodes: 5,
    mostNodes: 60,
    run({ nodes, random, change }) {
      const scenario: Scenario = {
        protocol: broadcast({
          views: { ...(nodes % 2 === 0 ? mixed : small), ...own.views },
          tree: { ...tree, ...own.tree },
        }, change),
        nodes,
        network: { latency: uniform(1, 20), order: "fifo" },
        ...more(random, nodes),
      };
      return { scenario, drive };
    },
  };
}

/** Nodes have come together; some broadcasts one after another make the tree. */
function settle(world: Run): void {
  world.run(JOIN_MS + QUIET_MS);
  requireOverlay(world);
  for (const node of [0, 3, 0]) tell(world, node);
}

function requireOverlay(world: Run): void {
  const words = "neighbours are mutual, up, and join all nodes that are up";
  requireSoon(world, PATIENCE_MS, words, (states) => whyNoOverlay(views(states)));
}

function tell(world: Run, node: number): void {
  world.tell(node, { type: "broadcast", payload: `at ${world.now}` });
  world.run(QUIET_MS);
}

function views(states: Run["states"]) {
  return states.map((s) => s?.overlay);
}

function require(world: Run, name: string, words: string, why: () => string | undefined): void {
  world.require({
    name,
    words,
    check() {
      const wrong = why();
      return wrong === undefined ? undefined : { words: wrong, nodes: [] };
    },
  });
}

/** The storms. */
export const storms = {
  calm: stormOf(
    "nodes join one after another, then broadcast one after another",
    // Neighbours change so seldom that there are broadcasts between which none does.
    { views: { patience: 60 } },
    () => ({}),
    (world) => {
      settle(world);
      // A neighbour that has come since the last broadcast has an eager link that none has pruned yet.
      let before: unknown;
      const active = () => views(world.states).map((s) => s?.active);
      for (let i = 0; i < 40 && !equal(before, active()); i++) {
        before = clone(active());
        tell(world, 0);
      }
      require(
        world,
        "spanning tree",
        "when all is quiet, the eager links are a spanning tree of all nodes",
        () => whyNoTree(world.states),
      );
    },
  ),
  "mass failure": stormOf(
    "a third of the nodes crash at once, for good, while others broadcast",
    {},
    () => ({}),
    (world) => {
      settle(world);
      const n = world.states.length, first = n - Math.floor(n / 3);
      for (let node = first; node < n; node++) world.inject({ kind: "crash", at: 0, node });
      for (const node of [0, 1, 2]) {
        world.tell(node, { type: "broadcast", payload: "in the middle of it" });
        world.run(50);
      }
      requireOverlay(world);
      for (const node of [0, 1, 0]) tell(world, node);
      require(
        world,
        "progress",
        "what one node that is up has delivered, all others have",
        () => whyNotAll(world.states),
      );
    },
  ),
  storm: stormOf(
    "one message in ten is lost, nodes crash and come back, links break, while nodes broadcast",
    { views: mixed, tree: { remindMs: 100, dispatchMs: 10 } },
    (random, nodes) => ({
      network: { latency: uniform(1, 20), loss: 0.1, duplication: 0.1 },
      disk: { fsync: uniform(0, 5) },
      clients: broadcasts(random, nodes),
      faults: weather(random, nodes, {
        fromMs: JOIN_MS,
        untilMs: JOIN_MS + TROUBLE_MS,
        faults: [3, 12],
        mix: { crash: 3, partition: 2, pause: 1, clock: 1, late: 1 },
      }),
    }),
    (world) => {
      world.run(JOIN_MS + TROUBLE_MS);
      world.heal();
      requireSoon(
        world,
        PATIENCE_MS,
        "neighbours are in order, and what one node has delivered, all have",
        (states) => whyNoOverlay(views(states)) ?? whyNotAll(states),
      );
    },
  ),
};
