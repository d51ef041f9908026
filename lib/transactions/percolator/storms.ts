/**
 * What Percolator is tried in: applications at all coordinators do transactions on a few keys while the network and the
 * machines do what they like; when all is well, everybody looks at all once more, and is answered.
 *
 * @module
 */

import type { Storm } from "../../kit/kit.ts";
import type { Ask } from "../../model/clients.ts";
import type { Transact } from "../client.ts";
import { outcomeOf } from "../client.ts";
import { type Operations, writes } from "../operation.ts";
import { coordinatorsOf } from "../places.ts";
import { uniform } from "../../sim/latency.ts";
import type { NetworkOptions } from "../../sim/network_options.ts";
import type { Random } from "../../sim/random.ts";
import { type Weather, weather } from "../../sim/weather.ts";
import { lastScan, pairWork } from "../storms/pairs.ts";
import { bankWork, lastLook, listWork, opening } from "../storms/work.ts";
import { type Change, protocolWith } from "./bugs/change.ts";
import { invariantsOf, livingLeftAlone, type Work } from "./invariants.ts";
import type { Message, Saved, Timer } from "./messages.ts";
import { type Settings, settings as usualSettings } from "./settings.ts";
import type { State } from "./state.ts";

/** How long machines are in trouble, in ms. */
const TROUBLE_MS = 1500;
/** When everybody looks once more, in ms. */
const QUIET_MS = 3000;
/** How long everybody may then wait, in ms. */
const PATIENCE_MS = 3000;
/** How many transactions an application does. */
const TRANSACTIONS = 8;

/** What is not the same in all storms. */
interface Trouble {
  readonly words: string;
  readonly network: NetworkOptions;
  readonly settings?: Partial<Settings>;
  readonly weather?: Omit<Weather, "untilMs">;
  /** Default: lists. */
  readonly work?: Work;
  /** How far the clocks are apart, in ms, where nobody is ever dead; default: not at all. */
  readonly apartMs?: number;
}

function workOf(work: Work, random: Random, client: number): Ask[] {
  switch (work) {
    case "lists":
      return [...listWork(random, client, TRANSACTIONS), lastLook(QUIET_MS)];
    case "bank":
      return [
        ...(client === 0 ? [{ input: opening }] : []),
        ...bankWork(random, TRANSACTIONS),
        lastLook(QUIET_MS),
      ];
    case "pairs":
      return [...pairWork(random, client, TRANSACTIONS), lastScan(QUIET_MS)];
  }
}

function stormOf(trouble: Trouble): Storm<State, Message, Timer, Saved, Change> {
  const { words, network, settings, weather: bad, work = "lists", apartMs } = trouble;
  return {
    words,
    nodes: 6,
    leastNodes: 4,
    run({ nodes, random, change }) {
      const at = coordinatorsOf(usualSettings.splits, nodes, 1);
      return {
        scenario: {
          protocol: protocolWith(change, settings),
          nodes,
          network,
          disk: { fsync: uniform(0, 4) },
          clients: {
            workload: [...at, ...at].map((_, client) => workOf(work, random, client)),
            ask: (input): Transact => ({ type: "transact", operations: input as Operations }),
            to: ({ client }) => at[client % at.length]!,
            link: "local",
            outcome: (answer) => outcomeOf(answer) === "ok" ? "ok" : "fail",
            think: uniform(1, 40),
            // Who has asked a node that crashes is never answered.
            ...(bad === undefined ? {} : { timeoutMs: 1000 }),
          },
          invariants: [
            ...invariantsOf[work],
            ...(apartMs === undefined ? [] : [livingLeftAlone]),
          ],
          ...(apartMs === undefined ? {} : { clocks: { maxOffsetMs: apartMs, maxDriftPpm: 100 } }),
          faults: bad === undefined ? [] : weather(random, nodes, { untilMs: TROUBLE_MS, ...bad }),
        },
        drive(world) {
          world.run(QUIET_MS);
          world.requireProgress(
            PATIENCE_MS,
            "what is asked when all is well is answered",
            ({ history }) =>
              !world.clientsBusy &&
              history.every(({ input, invokedAt, outcome }) =>
                invokedAt < QUIET_MS || outcome === "ok" ||
                // Those that still write then may give way to each other.
                (outcome === "fail" && (input as Operations).some(writes))
              ),
          );
        },
      };
    },
  };
}

const rain: NetworkOptions = { latency: uniform(1, 30), loss: 0.1, duplication: 0.1 };
const bad: Trouble["weather"] = {
  faults: [3, 14],
  spanMs: [1, 500],
  mix: { crash: 4, partition: 2, pause: 1, clock: 1, late: 2 },
  lateMs: TROUBLE_MS,
};
const late: Trouble["weather"] = {
  faults: [5, 20],
  spanMs: [50, 500],
  mix: { late: 3, slow: 2, crash: 1 },
  lateMs: 400,
};
const hasty = { ttlMs: 10, aliveMs: Infinity, againMs: 120 } as const;
const fast = { isAsync: true, isOnePhase: true } as const;

/** The storms. */
export const storms: Readonly<Record<string, Storm<State, Message, Timer, Saved, Change>>> = {
  calm: stormOf({
    words: "messages take 1 to 30 ms and overtake each other",
    network: { latency: uniform(1, 30) },
  }),
  rain: stormOf({
    words: "besides, one in ten is lost, and one in ten comes twice",
    network: rain,
  }),
  "wrong clocks": stormOf({
    words: "clocks are up to two seconds apart, and nothing is lost",
    network: { latency: uniform(1, 30) },
    apartMs: 2000,
  }),
  storm: stormOf({
    words: "besides rain, nodes crash and pause, links break, clocks jump and copies come late",
    network: rain,
    weather: bad,
  }),
  bank: stormOf({
    words: "money is moved between accounts in a storm, and none may be overdrawn",
    network: rain,
    weather: bad,
    work: "bank",
  }),
  scans: stormOf({
    words: "rows are written in pairs in a storm, and intervals are scanned",
    network: rain,
    weather: bad,
    work: "pairs",
  }),
  hasty: stormOf({
    words: "whoever has not committed at once is taken for dead, and copies come late",
    network: { ...rain, loss: 0.2 },
    weather: late,
    settings: hasty,
  }),
  "hasty, asynchronous": stormOf({
    words: "the same where transactions are committed when all is locked",
    network: rain,
    weather: late,
    settings: { ...hasty, ...fast },
  }),
  asynchronous: stormOf({
    words: "a storm in which transactions are committed when all is locked",
    network: rain,
    weather: bad,
    settings: { isAsync: true },
  }),
  "asynchronous scans": stormOf({
    words: "the same, or in one step where that is enough, with scans",
    network: rain,
    weather: bad,
    settings: fast,
    work: "pairs",
  }),
  "one phase": stormOf({
    words: "a storm in which transactions of one participant are committed in one step",
    network: rain,
    weather: bad,
    settings: { isOnePhase: true },
  }),
  "all at once": stormOf({
    words: "a storm with asynchronous commits and those of one step",
    network: rain,
    weather: bad,
    settings: fast,
  }),
};
