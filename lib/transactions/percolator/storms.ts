/**
 * What Percolator is tried in: applications at all coordinators do transactions on a few keys while the network and the
 * machines do what they like; when all is well, everybody looks at all once more, and is answered.
 *
 * @module
 */

import type { Storm } from "../../kit/kit.ts";
import { uniform } from "../../sim/latency.ts";
import type { NetworkOptions } from "../../sim/network_options.ts";
import type { Change } from "./bugs/change.ts";
import type { Message, Saved, Timer } from "./messages.ts";
import type { State } from "./state.ts";
import { stormOf, type Trouble, TROUBLE_MS } from "./storms/run.ts";

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
  "three participants": stormOf({
    words: "three participants, and nothing is lost",
    network: { latency: uniform(1, 30) },
    settings: { splits: ["b", "x"] },
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
  collected: stormOf({
    words: "a storm in which old versions are collected so soon that some transactions are too old",
    network: { ...rain, loss: 0.2 },
    weather: bad,
    settings: { keepMs: 400, ttlMs: 100, aliveMs: 40 },
  }),
  "collected, asynchronous": stormOf({
    words: "the same where transactions are committed when all is locked, or in one step",
    network: { ...rain, loss: 0.2 },
    weather: bad,
    settings: { keepMs: 400, ttlMs: 100, aliveMs: 40, ...fast },
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
