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
