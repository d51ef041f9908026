/**
 * What two-phase commit is tried in: applications at three coordinators read lists and append to them, or transfer money
 * between accounts, at two participants, while the network and the machines do what they like. When all is well they
 * look at everything once more: nothing may be blocked then.
 *
 * @module
 */

import type { Storm } from "../../kit/kit.ts";
import { uniform } from "../../sim/latency.ts";
import type { NetworkOptions } from "../../sim/network_options.ts";
import { type Weather, weather } from "../../sim/weather.ts";
import { type Change, protocolWith } from "./bugs/change.ts";
import { always } from "./invariants.ts";
import type { Message, Saved, Timer } from "./messages.ts";
import type { Settings } from "./settings.ts";
import type { State } from "./state.ts";
import { crowd } from "./storms/crowd.ts";
import { applications, bank, lists, pairs, PARTICIPANTS, type Work } from "./storms/work.ts";

/** How long machines are in trouble, in ms. */
const TROUBLE_MS = 1500;
/** When applications look at everything once more, in ms. */
const QUIET_MS = 4000;
/** How long that may take, in ms. */
const PATIENCE_MS = 8000;

/** What is not the same in all storms. */
interface Trouble {
  readonly words: string;
  /** Default: it takes 1 to 20 ms, some is lost, and some comes twice. */
  readonly network?: NetworkOptions;
  readonly settings?: Partial<Settings>;
  /** Default: none. */
  readonly weather?: Omit<Weather, "untilMs">;
  /** Default: lists. */
  readonly work?: Work;
  /** How long it takes until something is durable, in ms at most; default 4. */
  readonly fsyncMs?: number;
}

function stormOf(trouble: Trouble): Storm<State, Message, Timer, Saved, Change> {
  const { words, network = rough, settings = {}, weather: bad, work = lists, fsyncMs = 4 } =
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
        disk: { fsync: uniform(0, fsyncMs) },
        clients: applications(
          Array.from({ length: 2 * (nodes - PARTICIPANTS) }, (_, client) => [
            ...work.asks(random, client),
            work.last(QUIET_MS),
          ]),
          nodes,
          { think: uniform(1, 30), ...(bad === undefined ? {} : { timeoutMs: 4000 }) },
        ),
        invariants: [...always, work.sees],
        faults: bad === undefined ? [] : weather(random, nodes, { untilMs: TROUBLE_MS, ...bad }),
      },
      drive(world) {
        world.run(QUIET_MS - 1);
        world.requireProgress(
          PATIENCE_MS,
          "what is asked when all is well is answered, and nothing stays locked",
          ({ history, states }) =>
            !world.clientsBusy &&
            history.every(({ invokedAt, outcome }) =>
              invokedAt < QUIET_MS || outcome !== "unknown"
            ) &&
            states.every((s) => s === undefined || s.visits.size + s.decided.size === 0),
        );
      },
    }),
  };
}

const smooth: NetworkOptions = { latency: uniform(1, 10) };
const rough: NetworkOptions = { latency: uniform(1, 20), loss: 0.05, duplication: 0.1 };
const lossy: NetworkOptions = { latency: uniform(1, 10), loss: 0.15, duplication: 0.1 };
const crashes: Trouble["weather"] = {
  faults: [4, 14],
  spanMs: [1, 400],
  mix: { crash: 4, partition: 2, pause: 1, late: 1 },
  lateMs: TROUBLE_MS,
};

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
    work: bank,
  }),
  scans: stormOf({
    words: "rows are written, deleted and scanned in the same weather",
    weather: crashes,
    work: pairs,
  }),
  "wait-die": stormOf({
    words: "the same weather where the younger give way",
    settings: { policy: "wait-die" },
    weather: crashes,
  }),
  detection: stormOf({
    words: "the same weather where deadlocks are found when they are there",
    settings: { policy: "detection" },
    weather: crashes,
  }),
  "nothing presumed": stormOf({
    words: "the same weather where coordinators remember all until all know",
    settings: { presumption: "nothing", readsDropOut: false },
    weather: crashes,
  }),
  "presumed commit": stormOf({
    words: "the same weather where what is forgotten is committed",
    settings: { presumption: "commit" },
    weather: crashes,
  }),
  restarts: stormOf({
    words: "nodes crash again and again, and are back at once; disks are slow, and links lose much",
    network: lossy,
    fsyncMs: 20,
    settings: { isCooperative: false },
    weather: { faults: [30, 60], spanMs: [1, 30], mix: { crash: 1 } },
  }),
  "restarts, commits presumed": stormOf({
    words: "the same, where what is forgotten is committed",
    network: lossy,
    fsyncMs: 20,
    settings: { presumption: "commit" },
    weather: { faults: [30, 60], spanMs: [1, 30], mix: { crash: 1 } },
  }),
  crowd,
};
