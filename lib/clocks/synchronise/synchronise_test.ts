import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { constant } from "../../model/latency.ts";
import { Random } from "../../sim/random.ts";
import { World } from "../../sim/world.ts";
import { indistinguishable, leastSpread, type Setting, shifted, spreadOf } from "./shifting.ts";
import {
  averaging,
  followFastest,
  followFirst,
  type Rule,
  type State,
  synchronise,
} from "./synchronise.ts";

const LEAST_MS = 2, UNCERTAINTY_MS = 8;

/** What nodes that follow a rule make of a world. */
function adjusted(rule: Rule, { offsets, delays }: Setting): readonly Readonly<State>[] {
  const links = delays.flatMap((row, from) =>
    row.map((delay, to) => ({ from, to, latency: constant(delay) }))
  ).filter(({ from, to }) => from !== to);
  const world = new World({
    protocol: synchronise(rule, LEAST_MS, UNCERTAINTY_MS),
    nodes: offsets.length,
    network: { links },
    clocks: { set: offsets.map((offsetMs) => ({ offsetMs })) },
    seed: 1,
    trace: "none",
  });
  world.run(2000);
  return world.states.map((state) => state!);
}

Deno.test("nodes cannot tell shifted worlds apart, and no rule does better than u (1 - 1/n) in all", () => {
  for (const nodes of [2, 4, 8]) {
    const worlds = indistinguishable(nodes, LEAST_MS, UNCERTAINTY_MS);
    for (const { delays } of worlds) {
      const between = delays.flatMap((row, from) => row.filter((_, to) => to !== from));
      assert(between.every((ms) => ms >= LEAST_MS && ms <= LEAST_MS + UNCERTAINTY_MS));
    }
    const none: Rule = () => 0;
    for (const rule of [averaging, followFirst, followFastest, none]) {
      const seen = worlds.map((world) => adjusted(rule, world));
      for (const each of seen) assertEquals(each, seen[0]);
      const adjustments = seen[0]!.map(({ adjustment }) => adjustment!);
      const worst = Math.max(...worlds.map((world) => spreadOf(world, adjustments)));
      assert(worst >= leastSpread(nodes, UNCERTAINTY_MS) - 1e-9);
      if (rule === averaging) assertAlmostEquals(worst, leastSpread(nodes, UNCERTAINTY_MS), 1e-9);
    }
  }
});

Deno.test("in any world, averaging keeps clocks within u (1 - 1/n), and who follows is off by u / 2 at most", () => {
  for (let seed = 1; seed <= 100; seed++) {
    const random = new Random(seed, "worlds"), nodes = 2 + random.below(5);
    const all = Array.from({ length: nodes }, (_, node) => node);
    const world: Setting = {
      offsets: all.map(() => random.below(200)),
      delays: all.map(() => all.map(() => LEAST_MS + random.below(UNCERTAINTY_MS + 1))),
    };
    const adjustments = adjusted(averaging, world).map(({ adjustment }) => adjustment!);
    assert(spreadOf(world, adjustments) <= leastSpread(nodes, UNCERTAINTY_MS) + 1e-9);
    // Who follows another is off by at most half of the uncertainty, on either side.
    const following = adjusted(followFirst, world).map(({ adjustment }) => adjustment!);
    const first = world.offsets[0]!;
    for (const [node, offset] of world.offsets.entries()) {
      assert(Math.abs(offset + following[node]! - first) <= UNCERTAINTY_MS / 2 + 1e-9);
    }
  }
});

Deno.test("to shift and to shift back changes nothing", () => {
  const [world] = indistinguishable(3, 1, 4);
  assertEquals(shifted(shifted(world!, [1, 2, 3]), [-1, -2, -3]), world);
});

Deno.test("many clocks are set by the average of all", () => {
  for (const nodes of [17, 65]) {
    const { delays } = indistinguishable(nodes, LEAST_MS, UNCERTAINTY_MS)[0]!;
    const usual = delays.map((row) => row.map(() => LEAST_MS + UNCERTAINTY_MS / 2));
    const offsets = delays.map((_, node) => 3 * node % 200);
    const adjustments = adjusted(averaging, { offsets, delays: usual });
    assertAlmostEquals(
      spreadOf({ offsets, delays }, adjustments.map(({ adjustment }) => adjustment!)),
      0,
      1e-3,
    );
    for (const { ahead } of adjustments) assertEquals(ahead.length, nodes);
  }
});
