/**
 * What heartbeats are tried in, and what class of detector they are there. Where delays are bounded they are P; after any
 * trouble that ends, they are ◇P.
 *
 * @module
 */

import type { Storm } from "../../../kit/kit.ts";
import { constant, uniform } from "../../../sim/latency.ts";
import { weather, type WeatherKind } from "../../../sim/weather.ts";
import type { DetectorClass } from "../classes.ts";
import { chen } from "../estimators/chen.ts";
import { fixed } from "../estimators/fixed.ts";
import { growing } from "../estimators/growing.ts";
import { jacobson } from "../estimators/jacobson.ts";
import { phi } from "../estimators/phi.ts";
import type { Change } from "./bugs.ts";
import type { Message, Saved, State, Timer } from "./messages.ts";
import { detectedIn, ofClass } from "./promises.ts";
import {
  type Drawn,
  type Estimated,
  type HeartbeatWorld,
  type Judge,
  PERIOD_MS,
  stormOf,
} from "./storms/stage.ts";

/** How long there is trouble, where there is, in ms. */
const TROUBLE_MS = 2500;
/** How long afterwards estimators may take to forget it, in ms. */
const SETTLE_MS = 3000;
/** How long after a crash everybody must have noticed it, whatever the weather has taught, in ms. */
const PATIENCE_MS = 5000;
/** How long it must then stay so, in ms. */
const STAY_MS = 2000;
/** How long a second crash may take to be noticed by whoever has not learnt from the first absence, in ms. */
const IN_TIME_MS = 700;

/** Those that go by intervals; a bug can change what they learn. */
const byIntervals: readonly Estimated[] = [
  (learning) => phi({ threshold: 8, guessMs: PERIOD_MS }, learning),
  // A moving mean of few intervals may by chance be small: its least must do for the 40 ms that delays differ by.
  (learning) => jacobson({ guessMs: PERIOD_MS, leastDeviationMs: 25 }, learning),
];
/** Those that do not mind a clock that jumps. */
const robust: readonly Estimated[] = [...byIntervals, () => fixed(300), () => growing(150, 50)];
const expecting = (size: number): Estimated => () =>
  chen({ periodMs: PERIOD_MS, marginMs: 60, size });

/** One node crashes for good within a period, and then the run must be of a class. */
function crashAndJudge(name: DetectorClass, patienceMs = PATIENCE_MS) {
  return (world: HeartbeatWorld, judge: Judge, { victim, share }: Drawn): void => {
    world.run(Math.floor(share * PERIOD_MS));
    world.inject({ kind: "crash", at: 0, node: victim });
    world.run(patienceMs);
    const byMs = world.now;
    world.run(STAY_MS);
    judge((trace) => ofClass(trace, name, byMs));
  };
}

/** Trouble, which ends; then a crash. Until then nothing is promised, and after it the detector is ◇P. */
function troubled(world: HeartbeatWorld, judge: Judge, drawn: Drawn): void {
  world.run(TROUBLE_MS);
  world.heal();
  world.run(SETTLE_MS);
  crashAndJudge("◇P")(world, judge, drawn);
}

function storm(
  mix: Readonly<Partial<Record<WeatherKind, number>>>,
  words: string,
  estimators: readonly Estimated[],
) {
  return stormOf({
    words,
    network: { latency: uniform(1, 40), loss: 0.05, duplication: 0.05 },
    estimators,
    faults: (random, nodes) =>
      weather(random, nodes, { untilMs: TROUBLE_MS, faults: [3, 12], mix, lateMs: 8000 }),
    drive: troubled,
  });
}

/** The storms. */
export const storms: Readonly<Record<string, Storm<State, Message, Timer, Saved, Change>>> = {
  calm: stormOf({
    words: "messages take 1 to 10 ms; a node crashes for good: the detector is P",
    network: { latency: uniform(1, 10) },
    estimators: [...robust, expecting(100)],
    drive(world, judge, drawn) {
      world.run(1500);
      crashAndJudge("P", 1000)(world, judge, drawn);
    },
  }),
  rain: stormOf({
    words: "one message in five is lost, one in five comes twice; then a node crashes for good: ◇P",
    network: { latency: uniform(1, 40), loss: 0.2, duplication: 0.2 },
    estimators: [...robust, expecting(10)],
    drive: troubled,
  }),
  storm: storm(
    { crash: 2, pause: 1, partition: 2, slow: 1, late: 2 },
    "besides rain, nodes crash and pause, links break, and copies come late: ◇P when it is over",
    [...robust, expecting(10)],
  ),
  "clocks jump": storm(
    { clock: 3, crash: 1, pause: 1 },
    "besides rain, clocks jump by up to two seconds either way: ◇P when it is over",
    robust,
  ),
  "in step": stormOf({
    words: "heartbeats come like clockwork, but for some that are 3 ms late: P all the same",
    network: { latency: constant(5) },
    estimators: byIntervals,
    faults: (_, nodes, { victim }) =>
      Array.from(
        { length: nodes },
        (_, to) => ({ kind: "slow", at: 1150, forMs: 100, from: victim, to, byMs: 3 }) as const,
      ),
    drive(world, judge, drawn) {
      world.run(2000);
      crashAndJudge("P", 1000)(world, judge, drawn);
    },
  }),
  "one beat": stormOf({
    words: "a node crashes for good within a period of its birth: P",
    network: { latency: uniform(1, 10) },
    estimators: [...robust, expecting(100)],
    drive: crashAndJudge("P", 1000),
  }),
  restarts: stormOf({
    words: "a node that has sent 30 heartbeats crashes and comes back: ◇P a second later",
    network: { latency: uniform(1, 10) },
    estimators: [...robust, expecting(100)],
    faults: (_, __, { victim }) => [{ kind: "crash", at: 3000, node: victim, downMs: 600 }],
    drive(world, judge) {
      world.run(4600);
      const byMs = world.now;
      world.run(1500);
      judge((trace) => ofClass(trace, "◇P", byMs));
    },
  }),
  "a watcher's pause": stormOf({
    words: "a node pauses until all that its window remembers has come at once: ◇P a while later",
    network: { latency: uniform(1, 10) },
    estimators: byIntervals,
    faults: (_, nodes, { victim }) => [
      { kind: "pause", at: 1000, node: (victim + 1) % nodes, forMs: 11_000 },
    ],
    drive(world, judge, drawn) {
      world.run(12_000 + SETTLE_MS);
      crashAndJudge("◇P")(world, judge, drawn);
    },
  }),
  "a clock is set": stormOf({
    words:
      "a clock is set forward by an hour, and then a node crashes: it is noticed as fast as ever",
    network: { latency: uniform(1, 10) },
    estimators: byIntervals,
    faults: (_, nodes, { victim, share }) => [
      { kind: "clock", at: 1000, node: (victim + 1) % nodes, jumpMs: 3_600_000 },
      { kind: "crash", at: 1500 + Math.floor(share * PERIOD_MS), node: victim },
    ],
    drive(world, judge) {
      world.run(6000);
      judge((trace) => detectedIn(trace, IN_TIME_MS));
    },
  }),
  "an absence": stormOf({
    words: "a node pauses for seconds, is back, and then crashes: it is noticed as fast as ever",
    network: { latency: uniform(1, 10) },
    estimators: byIntervals,
    faults: (_, __, { victim, share }) => [
      { kind: "pause", at: 1000, node: victim, forMs: 2000 },
      { kind: "crash", at: 3300 + Math.floor(share * PERIOD_MS), node: victim },
    ],
    drive(world, judge) {
      world.run(8000);
      judge((trace) => detectedIn(trace, IN_TIME_MS));
    },
  }),
};
