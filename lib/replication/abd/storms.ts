/**
 * What ABD is tried in: users at all nodes read and write two registers, or one of them writes and all read, while the
 * network and the machines do what they like; when all is well, everybody reads both registers once more.
 *
 * @module
 */

import type { Storm } from "../../kit/kit.ts";
import type { Invariant } from "../../model/invariant.ts";
import { uniform } from "../../sim/latency.ts";
import type { NetworkOptions } from "../../sim/network_options.ts";
import type { Random } from "../../sim/random.ts";
import { sized } from "../../replicated/quorum/system.ts";
import { type Weather, weather } from "../../sim/weather.ts";
import { asksOf, read, users } from "../register/storms.ts";
import { type Change, protocolWith, quorumsOf } from "./bugs/change.ts";
import { invariantsWith, tagsAreUnique, tagsNeverFall } from "./invariants.ts";
import type { Message, Saved, Timer } from "./messages.ts";
import { regular } from "./regular.ts";
import type { Settings } from "./settings.ts";
import type { State } from "./state.ts";

/** How long machines are in trouble, in ms; the network loses messages until everybody reads once more. */
const TROUBLE_MS = 600;
/** When everybody reads once more, in ms. */
const QUIET_MS = 1000;
/** How long everybody may then wait for an answer, in ms. */
const PATIENCE_MS = 2000;

/** What is not the same in all storms. */
interface Trouble {
  readonly words: string;
  readonly network: NetworkOptions;
  /** Default 3. */
  readonly nodes?: number;
  /** How many users sit at each node; default 1. */
  readonly seats?: number;
  readonly settings?: Partial<Settings>;
  readonly weather?: Omit<Weather, "untilMs">;
  /** What must hold; default: all that ABD promises. */
  readonly invariants?: readonly Invariant<State>[];
}

/** What each user asks; only those of node 0 write where nobody else may. */
function asks(random: Random, users: number, nodes: number, onlyWriter: boolean) {
  const last = ["x", "y"].map((key) => ({ input: read(key), at: QUIET_MS }));
  return asksOf(random, users).map((each, user) => [
    ...each.map((ask) => {
      const { type, key } = ask.input as ReturnType<typeof read>;
      return onlyWriter && user % nodes !== 0 && type === "write" ? { input: read(`${key}`) } : ask;
    }),
    ...last,
  ]);
}

function stormOf(trouble: Trouble): Storm<State, Message, Timer, Saved, Change> {
  const { words, network, nodes: usual = 3, seats = 1, settings = {}, weather: bad } = trouble;
  return {
    words,
    nodes: usual,
    leastNodes: 2,
    run: ({ nodes, random, change }) => ({
      scenario: {
        protocol: protocolWith(change, { againMs: 60, ...settings }),
        nodes,
        network,
        disk: { fsync: uniform(0, 4) },
        clients: users(asks(random, nodes * seats, nodes, settings.writer !== undefined), {
          think: uniform(1, 20),
          // Who has asked a node that crashes is never answered.
          ...(bad === undefined ? {} : { timeoutMs: 300 }),
        }),
        invariants: trouble.invariants ?? invariantsWith(quorumsOf(change, settings)),
        faults: bad === undefined ? [] : weather(random, nodes, { untilMs: TROUBLE_MS, ...bad }),
      },
      drive(world) {
        world.run(QUIET_MS);
        world.requireProgress(
          PATIENCE_MS,
          "what is asked when all is well is answered",
          ({ history }) =>
            !world.clientsBusy &&
            history.every(({ invokedAt, outcome }) => invokedAt < QUIET_MS || outcome === "ok"),
        );
      },
    }),
  };
}

const rain: NetworkOptions = { latency: uniform(1, 30), loss: 0.2, duplication: 0.2 };
const restarts: Trouble["weather"] = {
  faults: [10, 30],
  spanMs: [1, 20],
  mix: { crash: 1 },
};

/** The storms. */
export const storms: Readonly<Record<string, Storm<State, Message, Timer, Saved, Change>>> = {
  calm: stormOf({
    words: "messages take 1 to 30 ms and overtake each other; two users at each node",
    network: { latency: uniform(1, 30) },
    seats: 2,
  }),
  rain: stormOf({
    words: "besides, one in five is lost, and one in five comes twice",
    network: rain,
  }),
  storm: stormOf({
    words: "besides rain, nodes crash and pause, and links break",
    network: { latency: uniform(1, 30), loss: 0.1, duplication: 0.1 },
    weather: {
      faults: [2, 12],
      spanMs: [1, 300],
      mix: { crash: 3, partition: 2, pause: 1, late: 1 },
      lateMs: TROUBLE_MS,
    },
  }),
  restarts: stormOf({
    words: "besides rain, nodes crash again and again, and are back at once",
    network: { latency: uniform(1, 15), loss: 0.1, duplication: 0.2 },
    weather: restarts,
  }),
  "five nodes": stormOf({ words: "five nodes in the rain", network: rain, nodes: 5 }),
  "four nodes": stormOf({ words: "four nodes in the rain", network: rain, nodes: 4 }),
  "one writer": stormOf({
    words: "one node writes, all read, and nodes crash again and again",
    network: { latency: uniform(1, 15), loss: 0.1, duplication: 0.2 },
    settings: { writer: 0 },
    weather: restarts,
  }),
  "write all, read one": stormOf({
    words: "a read asks any replica, and what is stored is stored at all",
    network: { latency: uniform(1, 30), loss: 0.1, duplication: 0.1 },
    settings: {
      quorums: (members) => sized(1, members.length)(members),
    },
  }),
  "regular reads": stormOf({
    words: "reads write nothing back, and are regular only",
    network: rain,
    settings: { writeBack: "never" },
    invariants: [regular, tagsAreUnique, tagsNeverFall],
  }),
};
