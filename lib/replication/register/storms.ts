/**
 * What registers are tried in: three users, each at a node of their own, read and write two registers at
 * random while messages overtake each other, are lost, or do not reach one of the nodes; long after all
 * has become quiet, everyone reads both registers once more.
 *
 * @module
 */

import type { LevelName } from "../../check/levels.ts";
import type { Storm, StormRun } from "../../kit/kit.ts";
import type { Tagged } from "../../model/protocol.ts";
import type { Clients } from "../../model/clients.ts";
import type { Fault } from "../../sim/fault.ts";
import { constant, uniform } from "../../sim/latency.ts";
import type { NetworkOptions } from "../../sim/network_options.ts";
import type { Random } from "../../sim/random.ts";
import type { World } from "../../sim/world.ts";
import { AT_THE_END, keptInTheEnd } from "./kit/promises.ts";
import type { Ask } from "./register.ts";
import type { Store, StoreProtocol } from "./stores.ts";

/** What each user asks, one thing after another. */
export type Asks = Clients<Ask>["workload"];
/** A storm around a store; a bug is another protocol in the place of the store's own. */
export type StoreStorm = Storm<unknown, Ask, Tagged, never, StoreProtocol>;

/** When all heals, in ms. */
const TROUBLE_MS = 1000;
/** When everyone reads once more, in ms: all that was asked has ended, and what was lost was told again. */
const QUIET_MS = 2400;
/** How long everyone may then wait for an answer, in ms. */
const PATIENCE_MS = 800;

/** Asks what a register holds. */
export const read = (key: string): Ask => ({ type: "read", key });
/** Asks that a register hold a value. */
export const write = (key: string, value: number): Ask => ({ type: "write", key, value });

/** One user at each node, who asks one thing after another. */
export function users(workload: Asks, changes: Partial<Clients<Ask>> = {}): Clients<Ask> {
  return { workload, ask: (input) => input as Ask, link: "local", ...changes };
}

/** What `count` users ask who read and write at random; every written value is another. */
export function asksOf(random: Random, count = 3, each = 6, keys = "xy"): Asks {
  let value = 0;
  const ask = () => {
    const key = keys[random.below(keys.length)]!;
    return { input: random.chance(0.5) ? read(key) : write(key, ++value) };
  };
  return Array.from({ length: count }, () => Array.from({ length: each }, ask));
}

/** What happens to messages. */
interface Trouble {
  readonly words: string;
  readonly network: NetworkOptions;
  readonly faults?: (nodes: number) => readonly Fault[];
  /** Whether what is asked may be lost, so that users give up. */
  readonly givesUp?: boolean;
}

/** Users who are served by any copy are served quickly: it is the news between copies that is late. */
const late: NetworkOptions = {
  latency: uniform(1, 60),
  types: { visit: { latency: constant(1) }, served: { latency: constant(1) } },
};

const troubles: Readonly<Record<string, Trouble>> = {
  late: {
    words: "messages take 1 to 60 ms and overtake each other",
    network: late,
  },
  cut: {
    words: "besides, one node is cut off for 200 ms",
    network: late,
    faults: lastApart,
    givesUp: true,
  },
  losses: {
    words: "one message in five is lost until all becomes quiet",
    network: { ...late, loss: 0.2 },
    givesUp: true,
  },
};

function lastApart(nodes: number): readonly Fault[] {
  const others = Array.from({ length: nodes - 1 }, (_, node) => node);
  return [{ kind: "partition", at: 30, forMs: 200, sides: [others, [nodes - 1]] }];
}

/** The storms of a store. */
export function stormsFor(store: Store): Readonly<Record<string, StoreStorm>> {
  return Object.fromEntries(
    Object.entries(troubles).map(([name, trouble]) => [name, stormOf(store, trouble)]),
  );
}

function stormOf({ protocol, promises }: Store, trouble: Trouble): StoreStorm {
  const { words, network, faults, givesUp = false } = trouble;
  const converges = promises.includes(AT_THE_END);
  return {
    words,
    nodes: 3,
    leastNodes: 2,
    run: ({ nodes, random, change }): StormRun<unknown, Ask, Tagged, never> => ({
      scenario: {
        protocol: change ?? protocol,
        nodes,
        network,
        ...(faults === undefined ? {} : { faults: faults(nodes) }),
        clients: users(atTheEnd(asksOf(random, nodes)), {
          think: uniform(1, 40),
          ...(givesUp ? { timeoutMs: 300 } : {}),
        }),
      },
      drive: (world) => drive(world, converges ? AT_THE_END : undefined),
    }),
  };
}

/** The same, and in the end everyone reads both registers. */
function atTheEnd(asks: Asks): Asks {
  const last = ["x", "y"].map((key) => ({ input: read(key), at: QUIET_MS }));
  return asks.map((each) => [...each, ...last]);
}

function drive(world: World<unknown, Ask, Tagged>, level: LevelName | undefined): void {
  world.run(TROUBLE_MS);
  world.heal();
  world.run(QUIET_MS - TROUBLE_MS);
  world.requireProgress(
    PATIENCE_MS,
    "what is asked when all is well is answered",
    ({ history }) =>
      !world.clientsBusy &&
      history.every(({ invokedAt, outcome }) => invokedAt < QUIET_MS || outcome === "ok"),
  );
  if (level !== undefined) world.require(keptInTheEnd(level, QUIET_MS));
}
