/**
 * What two-phase commit is tried in: applications at three coordinators read lists and append to them, or transfer money
 * between accounts, at two participants, while the network and the machines do what they like. When all is well they
 * look at everything once more: nothing may be blocked then.
 *
 * @module
 */

import type { Storm } from "../../kit/kit.ts";
import type { Ask, Clients } from "../../model/clients.ts";
import { uniform } from "../../sim/latency.ts";
import type { NetworkOptions } from "../../sim/network_options.ts";
import type { Random } from "../../sim/random.ts";
import { type Weather, weather } from "../../sim/weather.ts";
import { outcomeOf } from "../client.ts";
import type { Operations } from "../operation.ts";
import { bankWork, lastLook, listWork, opening } from "../storms/work.ts";
import { type Change, protocolWith } from "./bugs/change.ts";
import { always, noMoneyIsLost, serializable } from "./invariants.ts";
import type { Message, Saved, Timer } from "./messages.ts";
import type { Settings } from "./settings.ts";
import type { State } from "./state.ts";

/** How many nodes keep keys; all others coordinate. */
const PARTICIPANTS = 2;
/** How long machines are in trouble, in ms. */
const TROUBLE_MS = 1500;
/** When applications look at everything once more, in ms. */
const QUIET_MS = 4000;
/** How long that may take, in ms. */
const PATIENCE_MS = 4000;

/** What is not the same in all storms. */
interface Trouble {
  readonly words: string;
  readonly network?: NetworkOptions;
  readonly settings?: Partial<Settings>;
  readonly weather?: Omit<Weather, "untilMs">;
  /** Whether money is transferred; default: lists are appended to. */
  readonly isBank?: boolean;
  /** How many applications sit at each coordinator; default 2. */
  readonly seats?: number;
}

/** Applications sit at coordinators; who has asked one that crashes is never answered. */
export function applications(
  workload: readonly (readonly Ask[])[],
  nodes: number,
  more: Partial<Clients<Message>> = {},
): Clients<Message> {
  return {
    workload,
    ask: (input) => ({ type: "transact", operations: input as Operations }),
    to: ({ client }) => PARTICIPANTS + client % (nodes - PARTICIPANTS),
    link: "local",
    outcome: (result) => outcomeOf(result) === "ok" ? "ok" : "fail",
    ...more,
  };
}

function stormOf(trouble: Trouble): Storm<State, Message, Timer, Saved, Change> {
  const { words, network = rough, settings = {}, weather: bad, seats = 2, isBank = false } =
    trouble;
  return {
    words,
    nodes: 5,
    leastNodes: 3,
    run: ({ nodes, random, change }) => ({
      scenario: {
        protocol: protocolWith(change, settings),
        nodes,
        network,
        disk: { fsync: uniform(0, 4) },
        clients: applications(
          Array.from({ length: seats * (nodes - PARTICIPANTS) }, (_, client) => [
            ...isBank ? bank(random, client) : listWork(random, client, 8),
            lastLook(QUIET_MS),
          ]),
          nodes,
          { think: uniform(1, 30), ...(bad === undefined ? {} : { timeoutMs: 700 }) },
        ),
        invariants: [...always, isBank ? noMoneyIsLost : serializable],
        faults: bad === undefined ? [] : weather(random, nodes, { untilMs: TROUBLE_MS, ...bad }),
      },
      drive(world) {
        world.run(QUIET_MS - 1);
        world.requireProgress(
          PATIENCE_MS,
          "what is asked when all is well is done, and nothing stays locked",
          ({ history, states }) =>
            !world.clientsBusy &&
            history.every(({ invokedAt, outcome }) => invokedAt < QUIET_MS || outcome === "ok") &&
            states.every((s) => s === undefined || s.visits.size + s.decided.size === 0),
        );
      },
    }),
  };
}

const smooth: NetworkOptions = { latency: uniform(1, 10) };
const rough: NetworkOptions = { latency: uniform(1, 20), loss: 0.05, duplication: 0.1 };
const crashes: Trouble["weather"] = {
  faults: [4, 14],
  spanMs: [1, 400],
  mix: { crash: 4, partition: 2, pause: 1, late: 1 },
  lateMs: TROUBLE_MS,
};

function bank(random: Random, client: number): Ask[] {
  return client === 0 ? [{ input: opening }, ...bankWork(random, 6)] : bankWork(random, 7);
}

/** The storms. */
export const storms: Readonly<Record<string, Storm<State, Message, Timer, Saved, Change>>> = {
  calm: stormOf({ words: "messages take 1 to 10 ms and overtake each other", network: smooth }),
  rain: stormOf({ words: "messages are late, some are lost, and some come twice" }),
  storm: stormOf({
    words: "besides, nodes crash and pause, links break, and copies come very late",
    weather: crashes,
  }),
  bank: stormOf({
    words: "money is transferred in the same weather",
    weather: crashes,
    isBank: true,
  }),
};
