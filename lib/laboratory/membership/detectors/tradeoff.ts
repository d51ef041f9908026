/**
 * Fast or right: what each estimator, at each of its parameters, makes of the same heartbeats. One point is how long a
 * crash takes to be noticed, against how often a node that is alive is suspected.
 *
 * @module
 */

import { chen } from "../../../membership/detector/estimators/chen.ts";
import type { Estimator } from "../../../membership/detector/estimators/estimator.ts";
import { fixed } from "../../../membership/detector/estimators/fixed.ts";
import {
  inTimeOnly,
  type LearningRules,
} from "../../../membership/detector/estimators/intervals.ts";
import { jacobson } from "../../../membership/detector/estimators/jacobson.ts";
import { phi } from "../../../membership/detector/estimators/phi.ts";
import { derivedFrom, qualityOf } from "../../../membership/detector/quality.ts";
import { mean } from "../../measured.ts";
import { type ArrivalLog, detectionTimes, listen, replay } from "./arrivals.ts";
import { NETWORK_NAMES, type NetworkName, NETWORKS, PERIOD_MS } from "./networks.ts";

/**
 * A family of estimators. φ learns from all intervals, as in the paper; "in time only" nothing from an interval that ended
 * a suspicion, as in Akka. At low thresholds that is not the same detector: who learns only from what came before the
 * deadline moves the deadline forward, and so learns from still less. The library's own way, in which what is late counts
 * as long as was waited for, is neither.
 */
export type Family = "fixed timeout" | "Chen (NFD-E)" | "φ" | "φ, in time only" | "Jacobson";

/** One estimator on one network. */
export interface TradeOff {
  /** The network. */
  readonly network: NetworkName;
  /** The family. */
  readonly family: Family;
  /** Its parameter: a timeout or α in ms, a threshold, or k. */
  readonly parameter: number;
  /** T_D: how long a crash halfway between two heartbeats takes to be noticed, in ms, on the average. */
  readonly detectionMs: number;
  /** How many mistakes there are in an hour. */
  readonly mistakesPerHour: number;
  /** T_M: how long a mistake lasts, in ms, on the average; NaN if there was none. */
  readonly mistakeMs: number;
  /** P_A: the share of time in which the node is rightly trusted. */
  readonly queryAccuracy: number;
  /** E(T_FG): from a moment at which the node is trusted to the next mistake, in ms; NaN if there were fewer than two. */
  readonly forwardGoodMs: number;
}

/** How many heartbeats are listened to on each network. */
export const BEATS = 10_000;
/** So many are not counted: windows are not yet full. */
const WARM_UP = 200;
const HOUR_MS = 3_600_000;

/** As in the paper: whatever lies between two heartbeats is learnt from. */
export const ofAll: Partial<LearningRules> = { learns: (intervalMs) => intervalMs >= 0 };

/** The parameters that are tried, in each family from hasty to patient. */
const families: Readonly<
  Record<Family, readonly [make: (parameter: number) => Estimator, parameters: readonly number[]]>
> = {
  "fixed timeout": [fixed, [105, 120, 150, 200, 300, 400, 600, 800]],
  "Chen (NFD-E)": [
    (marginMs) => chen({ periodMs: PERIOD_MS, marginMs }),
    [1, 5, 20, 50, 100, 200, 300, 500],
  ],
  φ: [
    (threshold) => phi({ threshold, guessMs: PERIOD_MS, leastSigmaMs: 1 }, ofAll),
    [0.5, 1, 2, 3, 5, 8, 12, 16],
  ],
  "φ, in time only": [
    (threshold) => phi({ threshold, guessMs: PERIOD_MS, leastSigmaMs: 1 }, inTimeOnly),
    [0.5, 1, 2, 3, 5, 8, 12, 16],
  ],
  Jacobson: [
    (deviations) => jacobson({ guessMs: PERIOD_MS, deviations, leastDeviationMs: 1 }, inTimeOnly),
    [1, 2, 3, 4, 6, 8, 12, 16],
  ],
};

/** All families on all networks; or on those named. */
export function tradeOffs(
  networks: readonly NetworkName[] = NETWORK_NAMES,
  beats: number = BEATS,
): TradeOff[] {
  return networks.flatMap((network) => {
    const log = listen(NETWORKS[network], beats);
    return (Object.keys(families) as Family[]).flatMap((family) => {
      const [make, parameters] = families[family];
      return parameters.map((parameter): TradeOff => ({
        network,
        family,
        parameter,
        ...measured(make(parameter), log),
      }));
    });
  });
}

/** How soon φ 8 notices a crash in a room, by the least σ that it takes for possible, in ms. */
export function roomByFloor(
  floors: readonly number[],
): { readonly leastSigmaMs: number; readonly detectionMs: number }[] {
  const log = listen(NETWORKS["a room"], BEATS);
  return floors.map((leastSigmaMs) => {
    const estimator = phi({ threshold: 8, guessMs: PERIOD_MS, leastSigmaMs }, ofAll);
    return { leastSigmaMs, detectionMs: mean(detectionTimes(estimator, log, WARM_UP)) };
  });
}

function measured(estimator: Estimator, log: ArrivalLog) {
  const pairs = (by: number) => by === 0;
  const quality = qualityOf(replay(estimator, log), { fromMs: WARM_UP * PERIOD_MS, pairs });
  return {
    detectionMs: mean(detectionTimes(estimator, log, WARM_UP)),
    mistakesPerHour: quality.mistakeRate * HOUR_MS,
    mistakeMs: mean(quality.mistakeDurationMs),
    queryAccuracy: quality.queryAccuracy,
    forwardGoodMs: derivedFrom(quality).forwardGoodPeriodMs,
  };
}
