/** What Plumtree over HyParView is tried in. @module */

import type { Storm, StormRun } from "../../kit/kit.ts";
import type { Clients } from "../../model/clients.ts";
import { uniform } from "../../sim/latency.ts";
import type { Random } from "../../sim/random.ts";
import { weather } from "../../sim/weather.ts";
import type { World } from "../../sim/world.ts";
import { whyNoOverlay } from "../hyparview/overlay_graph.ts";
import { small } from "../hyparview/storms.ts";
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
const JOIN_MS = 2000;
/** Then there is trouble for so long, in ms. */
const TROUBLE_MS = 2000;
/** How long after it all must be well, in ms. */
const PATIENCE_MS = 20_000;
/** How long a broadcast takes at most where nothing goes wrong, in ms. */
const QUIET_MS = 1000;

/** Small views. */
export const settings: Settings = { views: small, tree: { timeoutMs: 150, retryMs: 50 } };

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
  tree: Settings["tree"],
  more: (random: Random, nodes: number) => Partial<Scenario>,
  drive: (world: Run) => void,
): BroadcastStorm {
  return {
    words,
    nodes: 12,
    leastNodes: 5,
    mostNodes: 60,
    run({ nodes, random, change }) {
      const scenario: Scenario = {
        protocol: broadcast({ ...settings, tree: { ...settings.tree, ...tree } }, change),
        nodes,
        network: { latency: uniform(1, 20), order: "fifo" },
        ...more(random, nodes),
      };
      return { scenario, drive };
    },
  };
}

/** When nodes have come together; some broadcasts one after another make the tree. */
function settle(world: Run): void {
  world.run(JOIN_MS);
  world.run(
    PATIENCE_MS,
    ({ states }) => whyNoOverlay(views(world)) === undefined && states.length > 0,
  );
  for (const node of [0, 3, 0]) tell(world, node);
}

function tell(world: Run, node: number): void {
  world.tell(node, { type: "broadcast", payload: `at ${world.now}` });
  world.run(QUIET_MS);
}

function views({ states }: Run) {
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
    {},
    () => ({}),
    (world) => {
      settle(world);
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
      world.run(PATIENCE_MS, () => whyNoOverlay(views(world)) === undefined);
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
    { remindMs: 100, dispatchMs: 10 },
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
      const why = () => whyNoOverlay(views(world)) ?? whyNotAll(world.states);
      world.requireProgress(
        PATIENCE_MS,
        "neighbours are in order, and what one node has delivered, all have",
        () => why() === undefined,
        () => why()!,
      );
    },
  ),
};
