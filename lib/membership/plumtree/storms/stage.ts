/** How storms of Plumtree are made and driven, and what they require. @module */

import type { Storm, StormRun } from "../../../kit/kit.ts";
import type { Clients } from "../../../model/clients.ts";
import type { NodeId } from "../../../model/protocol.ts";
import { uniform } from "../../../sim/latency.ts";
import type { NetworkOptions } from "../../../sim/network_options.ts";
import type { Random } from "../../../sim/random.ts";
import { type Weather, weather } from "../../../sim/weather.ts";
import type { World } from "../../../sim/world.ts";
import { type Graph, regular } from "../graphs.ts";
import type { Message, Timer } from "../messages.ts";
import { type Fixed, type Told, told } from "../overlay.ts";
import { type Journalled, plumtree, type State } from "../plumtree.ts";
import type { Rules } from "../rules.ts";
import type { Settings } from "../settings.ts";
import { eagerLinks, reachedBy, whyNotAll, whyNoTree } from "../spanning.ts";

/** A run of Plumtree over neighbours that somebody names. */
export type Run = World<State<Fixed>, Message | Told, Timer, Journalled<never>>;
type Scenario = StormRun<State<Fixed>, Message | Told, Timer, Journalled<never>>["scenario"];
/** A storm of it. */
export type PlumtreeStorm = Storm<
  State<Fixed>,
  Message | Told,
  Timer,
  Journalled<never>,
  Partial<Rules>
>;

/** How long there is trouble, or are broadcasts, in ms. */
const RUN_MS = 2000;
/** How long after it everybody must have everything, in ms. */
const PATIENCE_MS = 5000;
/** How long a broadcast and what it leads to takes at most in calm weather, in ms. */
export const QUIET_MS = 1000;

/** Nodes that are drawn to broadcast, some times each, at any time. */
export function broadcasts(random: Random, nodes: number, times: number): Clients<Message> {
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
export interface Trouble {
  /** What happens. */
  readonly words: string;
  /** What the network does. */
  readonly network: NetworkOptions;
  /** Settings that are not as usual. */
  readonly settings?: Partial<Settings>;
  /** Faults, for two seconds; default: none. */
  readonly weather?: Omit<Weather, "untilMs">;
  /** How many neighbours each node has; default 3. */
  readonly degree?: number;
  /** Default 8. */
  readonly nodes?: number;
  /** Default: nobody asks, and who drives the run tells. */
  readonly clients?: (random: Random, nodes: number) => Clients<Message>;
  /** What is done, and required. */
  readonly drive: (world: Run, graph: Graph) => void;
}

/** A storm over a random graph. */
export function stormOf({ words, degree = 3, nodes = 8, drive, ...how }: Trouble): PlumtreeStorm {
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
export function oneByOne(world: Run, nodes: readonly NodeId[]): void {
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

/** Requires that the tree is one. */
export const requireTree = (world: Run): void =>
  require(
    world,
    "spanning tree",
    "when all is quiet, the eager links are a spanning tree of all nodes",
    ({ states }) => whyNoTree(states),
  );

/** Requires that all who are up have the same. */
export const requireAll = (world: Run): void =>
  require(
    world,
    "progress",
    "what one node that is up has delivered, all others have",
    ({ states }) => whyNotAll(states),
  );

/** Requires that nobody is cut off. */
export const requireBranches = (world: Run): void =>
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

/** Over a finished tree each link but those to a node's parent carries one message each way or one. */
export function requireFew(world: Run, graph: Graph): void {
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

/** The node with the most branches, but for the one that broadcasts: the first of them. */
export function busiest({ states }: Run): NodeId {
  const branches = states.map((s, node) => node === 0 ? 0 : s!.tree.eager.length);
  return branches.indexOf(Math.max(...branches));
}

/** When the trouble is over, one more broadcast reaches all; and so has everything that anybody still has, unless it was too old. */
export function everybodyInTheEnd(world: Run): void {
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
