/** What Paxos is tried in: everybody wants another value decided, while the network and the machines do what they like. @module */

import type { Storm } from "../../kit/kit.ts";
import type { Clients } from "../../model/clients.ts";
import { constant, uniform } from "../../sim/latency.ts";
import type { NetworkOptions } from "../../sim/network_options.ts";
import type { Random } from "../../sim/random.ts";
import { type Weather, weather } from "../../sim/weather.ts";
import { type Change, protocolWith, quorumsOf } from "./bugs.ts";
import { invariantsWith } from "./invariants.ts";
import type { Message, Saved, Timer } from "./messages.ts";
import type { Settings } from "./settings.ts";
import type { State } from "./state.ts";

/** How long there is trouble, in ms. */
const TROUBLE_MS = 600;
/** All propose within so many ms, so that they meet. */
const TOGETHER_MS = 100;
/** How long after it everybody must know what is decided, in ms. */
const PATIENCE_MS = 5000;

/** One client for each node: it wants a letter decided, and asks once more when all is well. */
function wishes(random: Random, nodes: number): Clients<Message> {
  return {
    workload: Array.from({ length: nodes }, (_, client) => [
      { input: `value ${client}`, at: random.below(TOGETHER_MS) },
      { input: `value ${nodes + client}`, at: TROUBLE_MS },
    ]),
    ask: (value) => ({ type: "propose", value: value as string }),
    timeoutMs: 250,
    retries: 100,
  };
}

/** What is not the same in all storms. */
interface Trouble {
  readonly words: string;
  readonly network: NetworkOptions;
  /** Default 5. */
  readonly nodes?: number;
  readonly settings?: Partial<Settings>;
  readonly weather?: Omit<Weather, "untilMs">;
}

function stormOf(
  { words, network, nodes = 5, settings = {}, weather: bad }: Trouble,
): Storm<State, Message, Timer, Saved, Change> {
  return {
    words,
    nodes,
    run: ({ nodes, random, change }) => ({
      scenario: {
        protocol: protocolWith(change, settings),
        nodes,
        network,
        clients: wishes(random, nodes),
        invariants: invariantsWith(quorumsOf(change)),
        faults: bad === undefined ? [] : weather(random, nodes, { untilMs: TROUBLE_MS, ...bad }),
      },
      drive(world) {
        world.run(TROUBLE_MS);
        world.requireProgress(
          PATIENCE_MS,
          "everybody is told what is decided",
          () => !world.clientsBusy,
        );
      },
    }),
  };
}

/** The storms. */
export const storms = {
  calm: stormOf({
    words: "messages take 1 to 30 ms and overtake each other",
    network: { latency: uniform(1, 30) },
  }),
  rain: stormOf({
    words: "besides, one in five is lost, and one in five comes twice",
    network: { latency: uniform(1, 30), loss: 0.2, duplication: 0.2 },
  }),
  storm: stormOf({
    words: "besides rain, nodes crash and pause, and links break",
    network: { latency: uniform(1, 30), loss: 0.1, duplication: 0.1 },
    weather: {
      faults: [2, 20],
      spanMs: [1, 300],
      mix: { crash: 3, partition: 2, pause: 1, late: 1 },
      lateMs: TROUBLE_MS,
    },
  }),
  duels: stormOf({
    words: "proposers hardly stand back, and a third of the messages is lost",
    nodes: 3,
    network: { latency: uniform(1, 30), loss: 0.3, duplication: 0.2 },
    settings: { patienceMs: 30, backoffMs: 5, mostBackoffMs: 80 },
  }),
  restarts: stormOf({
    words: "besides, nodes crash again and again, and are back at once",
    nodes: 3,
    network: { latency: uniform(1, 30), loss: 0.1, duplication: 0.2 },
    settings: { patienceMs: 30, backoffMs: 5, mostBackoffMs: 80 },
    weather: { faults: [20, 60], spanMs: [1, 12], mix: { crash: 1 } },
  }),
  "in step": stormOf({
    words: "each message takes 5 ms, so that proposers who do the same do it at the same time",
    nodes: 3,
    network: { latency: constant(5) },
  }),
};
