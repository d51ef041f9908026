<<<<<<< HEAD
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
  [() => healing("nope" as never), "run SWIM because a setting must be one of members, periodMs"],
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
    () => listen(constant(1), Infinity),
    "listen to heartbeats because beats must be a whole number from 1 on: given Infinity",
  ],
];

Deno.test("membership: what an experiment cannot measure it refuses, and says what it was given", () => {
  for (const [run, words] of refused) assertThrows(run, RangeError, words);
});
=======
import { assertEquals, assertThrows } from "@std/assert";
import { byDifferences } from "./anti_entropy/ways.ts";
import { oneSession } from "./anti_entropy/one_session.ts";
import { spread } from "./anti_entropy/spread.ts";
import { averaging, flowing } from "./gossip/averaging.ts";
import { counting } from "./gossip/counting.ts";
import { uninformed } from "./gossip/informed.ts";
import { lossy } from "./gossip/lossy.ts";
import { reach } from "./gossip/reach.ts";
import { removal } from "./gossip/removal.ts";
import { residue } from "./gossip/residue.ts";
import { told } from "./gossip/told.ts";
import { broadcastCost } from "./plumtree/cost.ts";
import { broadcastsAroundFailure } from "./plumtree/failures.ts";
import { grown } from "./plumtree/grown.ts";
import { optimisation } from "./plumtree/optimisation.ts";
import { repair } from "./plumtree/overlays.ts";

/** Runs an experiment on what its types would not let through. */
const given = <A, R>(run: (given: A) => R, what: unknown) => (): unknown => run(what as A);

const refused: readonly (readonly [run: () => unknown, words: string])[] = [
  [given(lossy, { loss: 2 }), "loss must be a number from 0 to 1: given 2"],
  [given(lossy, { loss: 0, trials: 0 }), "trials must be a whole number from 1 on: given 0"],
  [given(lossy, { loss: 0, rounds: -1 }), "rounds must be a whole number from 0 on: given -1"],
  [given(counting, { nodes: 0, rounds: 1 }), "nodes must be a whole number from 1 on: given 0"],
  [
    given(counting, { nodes: 3, rounds: NaN }),
    "rounds must be a whole number from 0 on: given NaN",
  ],
  [given(averaging, { nodes: 3, rounds: -1 }), "rounds must be a whole number from 0 on: given -1"],
  [given(flowing, { nodes: 3, rounds: NaN }), "rounds must be a whole number from 0 on: given NaN"],
  [
    given(residue, { direction: "push", trials: 0 }),
    "trials must be a whole number from 1 on: given 0",
  ],
  [given(uninformed, { direction: "push", nodes: 3, trials: 0 }), "trials must be"],
  [
    given(uninformed, { direction: "push", nodes: 0 }),
    "nodes must be a whole number from 1 on: given 0",
  ],
  [
    given(told, { down: [0] }),
    "down must be a list in which each is a whole number from 1 to 11: given [0]",
  ],
  [given(told, { down: [12] }), "given [12]"],
  [given(told, { endMs: 5 }), "endMs must be a finite number more than 10: given 5"],
  [given(reach, { way: "gossip", down: 2 }), "down must be a number from 0 to 1: given 2"],
  [given(reach, { way: "gossip", trials: 0 }), "trials must be a whole number from 1 on: given 0"],
  [given(reach, { way: "bogus" }), 'way must be one of "direct mail", "tree"'],
  [given(removal, { remembered: "bogus", awayMs: 1 }), 'remembered must be one of "nothing"'],
  [given(removal, { remembered: "nothing", awayMs: NaN }), "awayMs must be"],
  [given(broadcastCost, { ways: ["bogus"] }), 'given ["bogus"]'],
  [given(broadcastCost, { over: "bogus" }), 'over must be one of "graph", "views": given "bogus"'],
  [given(broadcastCost, { nodes: 20, from: [20] }), "given [20]"],
  [given(grown, { crash: 99 }), "crash must be a whole number from 0 to 19: given 99"],
  [given(grown, { crash: 1, nodes: 0 }), "nodes must be a whole number from 1 on: given 0"],
  [
    given(broadcastsAroundFailure, { nodes: 20, share: 2 }),
    "share must be a number from 0 to 1: given 2",
  ],
  [
    given(broadcastsAroundFailure, { nodes: 20, share: 1 }),
    "crashed must be a whole number from 0 to 19: given 20",
  ],
  [given(repair, { nodes: 20, share: 1 }), "crashed must be a whole number from 0 to 19: given 20"],
  [
    given(repair, { nodes: 20, share: 0.5, everyMs: 0 }),
    "everyMs must be a finite number more than 0: given 0",
  ],
  [given(optimisation, { nodes: 20, thresholds: [-1] }), "threshold must be"],
  [
    given(oneSession, { here: {}, there: {}, settings: { messageBytes: NaN } }),
    "messageBytes must be",
  ],
  [given(byDifferences, { items: 10, differences: [-1] }), "given [-1]"],
  [
    given(byDifferences, { items: 10, differences: [20] }),
    "a whole number from 0 to 10: given [20]",
  ],
  [given(() => spread([4], 0), {}), "seeds must be a whole number from 1 on: given 0"],
];

Deno.test("experiments refuse what they cannot measure, with what was given", () => {
  for (const [run, words] of refused) assertThrows(run, RangeError, words);
});

Deno.test("where every message is lost, nodes that no weight reaches have no estimate, and the one that has any counts itself", () => {
  const { counts } = lossy({ loss: 1, nodes: 5, rounds: 5, trials: 1 });
  assertEquals(counts, [1, 1]);
});
>>>>>>> e105bad7783947871cdcc750c0fa2a805d7759bc
