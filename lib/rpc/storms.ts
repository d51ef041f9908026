/**
 * What remote procedure calls are tried in: two users make three deposits each while the network does what
 * it likes; then all heals, and every call must end.
 *
 * @module
 */

import type { ProtocolChange } from "../kit/change.ts";
import { changed } from "../kit/change.ts";
import type { Storm } from "../kit/kit.ts";
import type { Clients } from "../model/clients.ts";
import { uniform } from "../sim/latency.ts";
import type { NetworkOptions } from "../sim/network_options.ts";
import { weather } from "../sim/weather.ts";
import type { World } from "../sim/world.ts";
import type { CallProtocol, Message, State, Timer } from "./call.ts";

/** What a bug changes. */
export type CallChange = ProtocolChange<State, Message, Timer, State>;
/** A storm around the account. */
export type CallStorm = Storm<State, Message, Timer, State, CallChange>;

/** How long there is trouble, in ms. */
const TROUBLE_MS = 300;
/** By then every call must have ended, in ms. */
const PATIENCE_MS = 5000;
/** After this long a user gives up, where nobody promises that a call ends, in ms. */
const USER_MS = 3000;

/** `count` users at the nodes 1, 2, …, who make `deposits` deposits each, all of different amounts. */
export function users(count: number, deposits: number): Clients<Message> {
  return {
    workload: Array.from(
      { length: count },
      (_, user) => Array.from({ length: deposits }, (_, i) => ({ input: 10 * (user + 1) + i })),
    ),
    ask: (amount) => ({ type: "deposit", amount: Number(amount) }),
    to: ({ client }) => client + 1,
    link: "local",
  };
}

/** The trouble, and then some time in which every call must end. */
export function drive(world: World<State, Message, Timer, State>): void {
  world.run(TROUBLE_MS);
  world.requireProgress(
    PATIENCE_MS,
    "every call ends",
    () => !world.clientsBusy && world.states.every((s) => s !== undefined && s.pending === null),
  );
}

/** What the network and the machines do. */
interface Trouble {
  readonly words: string;
  readonly network: NetworkOptions;
  /** Whether users give up in the end, since there may be calls that nobody finishes. */
  readonly givesUp?: boolean;
  /** Whether nodes crash and pause, and links break. */
  readonly crashes?: boolean;
}

const late = uniform(1, 60);

const troubles = {
  calm: {
    words: "messages take 1 to 60 ms and may overtake each other",
    network: { latency: late },
  },
  loss: {
    words: "one message in five is lost; users give up after 3 s",
    network: { latency: late, loss: 0.2 },
    givesUp: true,
  },
  rain: {
    words: "one message in five is lost, one in five comes twice, all are late",
    network: { latency: late, loss: 0.2, duplication: 0.2 },
  },
  storm: {
    words: "besides rain, nodes crash and pause, and links break; users give up after 3 s",
    network: { latency: late, loss: 0.2, duplication: 0.2 },
    givesUp: true,
    crashes: true,
  },
} satisfies Record<string, Trouble>;

/** A storm for a protocol; what it does not promise must not be asked of it, so each has its own. */
export function stormFor(
  protocol: CallProtocol,
  kind: "calm" | "loss" | "rain" | "storm",
): CallStorm {
  const { words, network, givesUp = false, crashes = false }: Trouble = troubles[kind];
  return {
    words,
    nodes: 3,
    leastNodes: 2,
    run: ({ nodes, random, change }) => ({
      scenario: {
        protocol: changed(protocol, change),
        nodes,
        network,
        clients: { ...users(nodes - 1, 3), ...(givesUp ? { timeoutMs: USER_MS } : {}) },
        ...(crashes
          ? {
            disk: { fsync: uniform(1, 5) },
            faults: weather(random, nodes, {
              untilMs: TROUBLE_MS,
              faults: [1, 5],
              mix: { crash: 3, pause: 1, partition: 1 },
              spanMs: [1, 100],
            }),
          }
          : {}),
      },
      // A lost message is a call that never ends, where nobody asks again.
      drive: kind === "loss" ? (world) => void world.run(4 * USER_MS) : drive,
    }),
  };
}
