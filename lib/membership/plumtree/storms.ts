/** What Plumtree is tried in, over overlays that are lists; over HyParView, the kit beside this one has storms. @module */

import type { Storm, StormRun } from "../../kit/kit.ts";
import type { Clients } from "../../model/clients.ts";
import type { NodeId } from "../../model/protocol.ts";
import { constant, uniform } from "../../sim/latency.ts";
import type { NetworkOptions } from "../../sim/network_options.ts";
import type { Random } from "../../sim/random.ts";
import { type Weather, weather } from "../../sim/weather.ts";
import type { World } from "../../sim/world.ts";
import { type Graph, regular } from "./graphs.ts";
import type { Message, Timer } from "./messages.ts";
import { type Fixed, type Told, told } from "./overlay.ts";
import { type Journalled, plumtree, type State } from "./plumtree.ts";
import type { Rules } from "./rules.ts";
import type { Settings } from "./settings.ts";
import { eagerLinks, reachedBy, whyNotAll, whyNoTree } from "./spanning.ts";

type Run = World<State<Fixed>, Message | Told, Timer, Journalled<never>>;
type Scenario = StormRun<State<Fixed>, Message | Told, Timer, Journalled<never>>["scenario"];
type PlumtreeStorm = Storm<State<Fixed>, Message | Told, Timer, Journalled<never>, Partial<Rules>>;

/** How long there is trouble, or are broadcasts, in ms. */
const RUN_MS = 2000;
/** How long after it everybody must have everything, in ms. */
const PATIENCE_MS = 5000;
/** How long a broadcast and what it leads to takes at most in calm weather, in ms. */
const QUIET_MS = 1000;

/** Nodes that are drawn to broadcast, some times each, at any time. */
function broadcasts(random: Random, nodes: number, times: number): Clients<Message> {
  return {
    workload: Array.from({ length: 3 }, (_, client) =>
      Array.from({ length: times }, (_, i) => ({
        input: `${client}.${i}`,
        at: random.below(RUN_MS / times) + i * RUN_MS / times,
      }))),
    ask: (payload) => ({ type: "broadcast", payload }),
    to: () => random.below(nodes),
    timeoutMs: 500,
  };
}

/** What is not the same in all storms. */
interface Trouble {
  readonly words: string;
  readonly network: NetworkOptions;
  readonly settings?: Partial<Settings>;
  readonly weather?: Omit<Weather, "untilMs">;
  /** How many neighbours each node has; default 3. */
  readonly degree?: number;
  /** Default 8. */
  readonly nodes?: number;
  /** Default: nobody asks, and who drives the run tells. */
  readonly clients?: (random: Random, nodes: number) => Clients<Message>;
  readonly drive: (world: Run, graph: Graph) => void;
}

function stormOf({ words, degree = 3, nodes = 8, drive, ...how }: Trouble): PlumtreeStorm {
  return {
    words,
    nodes,
    leastNodes: 5,
    run({ nodes, random, change }) {
      // Of an odd number of nodes, not all can have an odd number of neighbours.
      const even = degree - degree * nodes % 2;
      const graph = regular(nodes, even, (n) => random.below(n));
      const scenario: Scenario = {
        protocol: plumtree(told((node) => graph[node]!), how.settings, change),
        nodes,
        network: how.network,
        ...(how.weather && {
          disk: { fsync: uniform(0, 5) },
          faults: weather(random, nodes, { untilMs: RUN_MS, ...how.weather }),
        }),
        ...(how.clients && { clients: how.clients(random, nodes) }),
      };
      return { scenario, drive: (world) => drive(world, graph) };
    },
  };
}

/** One broadcast from each of some nodes, one after another. */
function oneByOne(world: Run, nodes: readonly NodeId[]): void {
  for (const node of nodes) {
    world.tell(node, { type: "broadcast", payload: `of ${node}` });
    world.run(QUIET_MS);
  }
}

/** Requires a property of the run as it stands. */
function require(
  world: Run,
  name: string,
  words: string,
  why: (world: Run) => string | undefined,
): void {
  world.require({
    name,
    words,
    check() {
      const wrong = why(world);
      return wrong === undefined ? undefined : { words: wrong, nodes: [] };
    },
  });
}

const requireTree = (world: Run) =>
  require(
    world,
    "spanning tree",
    "when all is quiet, the eager links are a spanning tree of all nodes",
    ({ states }) => whyNoTree(states),
  );

const requireAll = (world: Run) =>
  require(
    world,
    "progress",
    "what one node that is up has delivered, all others have",
    ({ states }) => whyNotAll(states),
  );

/** Over a finished tree each link but those to a node's parent carries one message each way or one. */
function requireFew(world: Run, graph: Graph): void {
  const before = world.messages;
  oneByOne(world, [0]);
  const links = graph.flat().length, needed = links - (graph.length - 1);
  require(
    world,
    "no needless message",
    "a broadcast over a finished tree takes a payload for each branch and two announcements for each other link",
    ({ messages }) =>
      messages - before === needed
        ? undefined
        : `it took ${messages - before} messages, of which ${needed} were needed`,
  );
}

/** The storms. */
export const storms = {
  calm: stormOf({
    words: "payloads take 5 to 30 ms, all else 1 ms; nodes broadcast one after another",
    network: {
      latency: constant(1),
      types: { gossip: { latency: uniform(5, 30) } },
      order: "fifo",
    },
    drive(world, graph) {
      oneByOne(world, [0, graph.length - 1, 2]);
      requireTree(world);
      requireFew(world, graph);
      requireAll(world);
    },
  }),
  burst: stormOf({
    words: "one node broadcasts ten times at once, over links that keep order",
    network: { latency: uniform(1, 30), order: "fifo" },
    settings: { timeoutMs: 2 * QUIET_MS },
    degree: 4,
    drive(world) {
      for (let i = 0; i < 10; i++) world.tell(0, { type: "broadcast", payload: `${i}` });
      world.run(QUIET_MS);
      require(
        world,
        "a branch for all",
        "when all is quiet, eager links reach every node",
        ({ states }) => {
          const reached = reachedBy(eagerLinks(states), states.length, 0);
          const cut = states.flatMap((_, node) => reached.has(node) ? [] : [node]);
          return cut.length === 0 ? undefined : `none reaches ${cut.join(", ")}`;
        },
      );
      // What a node was pushed while it took its parent back has been announced to it, and is asked for now.
      world.run(2 * QUIET_MS);
      oneByOne(world, [0]);
      requireTree(world);
      requireAll(world);
    },
  }),
  "a branch breaks": stormOf({
    words:
      "when there is a tree, a node crashes for good, which its neighbours notice 400 ms later",
    network: { latency: uniform(5, 15), order: "fifo" },
    settings: { timeoutMs: 150 },
    drive(world, graph) {
      oneByOne(world, [0]);
      const dead = busiest(world);
      world.inject({ kind: "crash", at: 0, node: dead });
      const alive = graph.flatMap((_, node) => node === dead ? [] : [node]);
      world.tell(alive[0]!, { type: "broadcast", payload: "unnoticed" });
      world.run(400);
      for (const node of graph[dead]!) world.tell(node, { type: "neighbourDown", node: dead });
      oneByOne(world, [alive[0]!, alive.at(-1)!, alive[0]!]);
      requireAll(world);
      requireTree(world);
    },
  }),
  rain: stormOf({
    words: "messages overtake each other, one in ten is lost, one in ten comes twice",
    network: { latency: uniform(1, 40), loss: 0.1, duplication: 0.1 },
    settings: { remindMs: 100, dispatchMs: 10 },
    clients: (random, nodes) => broadcasts(random, nodes, 4),
    drive: everybodyInTheEnd,
  }),
  storm: stormOf({
    words: "besides rain, nodes crash and pause, links break, clocks jump, copies come late",
    network: { latency: uniform(1, 40), loss: 0.05, duplication: 0.05 },
    settings: { remindMs: 100, threshold: 2 },
    weather: {
      faults: [3, 15],
      mix: { crash: 3, partition: 2, pause: 1, clock: 1, slow: 1, late: 1 },
    },
    clients: (random, nodes) => broadcasts(random, nodes, 4),
    drive: everybodyInTheEnd,
  }),
  "short lives": stormOf({
    words: "a broadcast lives for 400 ms; nodes crash and are back at once, and copies come late",
    network: { latency: uniform(1, 10), duplication: 0.3, copyLatency: uniform(1, 150) },
    settings: { lifeMs: 400, remindMs: 50, timeoutMs: 40, retryMs: 20, cache: 8 },
    weather: { faults: [10, 20], mix: { crash: 1 }, spanMs: [1, 40] },
    clients: (random, nodes) => broadcasts(random, nodes, 3),
    nodes: 5,
    degree: 4,
    drive: everybodyInTheEnd,
  }),
};

/** The node with the most branches, but for the one that broadcasts: the first of them. */
function busiest({ states }: Run): NodeId {
  const branches = states.map((s, node) => node === 0 ? 0 : s!.tree.eager.length);
  return branches.indexOf(Math.max(...branches));
}

/** When the trouble is over, one more broadcast reaches all; and so has everything that anybody still has, unless it was too old. */
function everybodyInTheEnd(world: Run): void {
  world.run(RUN_MS);
  world.heal();
  world.run(QUIET_MS);
  world.tell(0, { type: "broadcast", payload: "the last" });
  world.requireProgress(
    PATIENCE_MS,
    "everybody has the last broadcast",
    ({ states }) => states.every((s) => s!.tree.log.some(({ payload }) => payload === "the last")),
  );
}
