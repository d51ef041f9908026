import { assertThrows } from "@std/assert";
import { constant } from "../../model/latency.ts";
import { listen } from "./detectors/arrivals.ts";
import { neverEnough } from "./detectors/patience.ts";
import { falseAlarms } from "./swim/accuracy.ts";
import { comesBackEmpty } from "./swim/comes_back.ts";
import { crashKnown } from "./swim/deadlines.ts";
import { firstProbes } from "./swim/first_probes.ts";
import { healing } from "./swim/healing.ts";
import { loadOf } from "./swim/load.ts";
import { sceneOf } from "./swim/scenes.ts";
import { waitsOf } from "./swim/waits.ts";

const refused: readonly (readonly [run: () => unknown, words: string])[] = [
  [() => sceneOf("nope" as never), 'play a scene because its name must be one of "a probe", "a'],
  [() => sceneOf("constructor" as never), "play a scene because its name must be one of"],
  [
    () => sceneOf("a probe", { probes: "x" as never }),
    'run SWIM because probes must be "round robin" or "random": given "x"',
  ],
  [
    () => waitsOf("x" as never),
    'count waits because probes must be one of "round robin", "random": given "x"',
  ],
  [
    () => waitsOf("random", { nodes: 1 }),
    "count waits because nodes must be a whole number from 2 on: given 1",
  ],
  [() => waitsOf("random", { periods: Infinity }), "count waits because periods must be a whole"],
  [() => waitsOf("random", { periods: 0 }), "count waits because periods must be a whole number"],
  [
    () => firstProbes(10, 0),
    "count first probes because moments must be a whole number from 1 on: given 0",
  ],
  [() => firstProbes(10, -1), "count first probes because moments must be a whole number"],
  [() => firstProbes(10, NaN), "count first probes because moments must be a whole number"],
  [() => firstProbes(10, Infinity), "count first probes because moments must be a whole number"],
  [() => firstProbes(1, 10), "count first probes because nodes must be a whole number from 2 on"],
  [() => firstProbes(10, 1, "x" as never), "run SWIM because probes must be"],
  [
    () => loadOf(10, { periods: 0 }),
    "count messages because periods must be a whole number from 1 on: given 0",
  ],
  [() => loadOf(10, { periods: Infinity }), "count messages because periods must be a whole"],
  [() => loadOf(0), "count messages because nodes must be a whole number from 1 on: given 0"],
  [
    () => crashKnown({}, { runs: 0 }),
    "watch a crash because runs must be a whole number from 1 on: given 0",
  ],
  [() => crashKnown({}, { nodes: 1 }), "watch a crash because nodes must be a whole number from 2"],
  [
    () => crashKnown({ members: 2 }, { nodes: 3, runs: 1 }),
    "watch a crash because all must know of it within 600000 ms: given settings with which",
  ],
  [
    () => falseAlarms({ slow: NaN }),
    "watch a group in which nobody dies because slow must be a whole number from 0 to 50: given NaN",
  ],
  [() => falseAlarms({ slow: -1 }), "watch a group in which nobody dies because slow must be"],
  [() => falseAlarms({ slow: 1.5 }), "watch a group in which nobody dies because slow must be"],
  [
    () => falseAlarms({ slow: Infinity }),
    "watch a group in which nobody dies because slow must be",
  ],
  [() => falseAlarms({ nodes: 0 }), "watch a group in which nobody dies because nodes must be"],
  [() => falseAlarms({ forMs: Infinity }), "watch a group in which nobody dies because forMs must"],
  [() => falseAlarms({ slow: 1, slowMs: 0 }), "watch a group in which nobody dies because slowMs"],
  [
    () => falseAlarms({ slow: 1, wellMs: NaN }),
    "watch a group in which nobody dies because wellMs",
  ],
  [() => falseAlarms({ slow: 1, lateMs: -1 }), "watch a group in which nobody dies because lateMs"],
  [() => healing("nope" as never), "run SWIM because its settings must be a record: given"],
  [
    () => healing({}, { nodes: 1 }),
    "part a group because nodes must be a whole number from 2 on: given 1",
  ],
  [
    () => neverEnough([1, Infinity]),
    "refute a patience because patience must be a whole number from 1 on: given Infinity",
  ],
  [() => neverEnough([0]), "refute a patience because patience must be a whole number from 1 on"],
  [
    () => comesBackEmpty(Infinity),
    "come back because forMs must be a finite number of at least 0: given Infinity",
  ],
  [() => comesBackEmpty(1, "constructor"), 'must be one of SWIM\'s rules: given "constructor"'],
  [
    () => listen({ latency: constant(1) }, Infinity),
    "listen to heartbeats because beats must be a whole number from 1 on: given Infinity",
  ],
];

Deno.test("membership: what an experiment cannot measure it refuses, and says what it was given", () => {
  for (const [run, words] of refused) assertThrows(run, RangeError, words);
});
