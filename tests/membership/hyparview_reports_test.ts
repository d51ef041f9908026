/**
 * Reports of partial views that went wrong, each played here in the order in which it happened; with the rule of ours that
 * prevents it made wrong, the same order of events shows the harm.
 */

import { assertEquals } from "@std/assert";
import { bugs as viewBugs } from "hb/membership/hyparview/bugs.ts";
import { hyparview } from "hb/membership/hyparview/hyparview.ts";
import { mutualLinks, partsOf } from "hb/membership/hyparview/overlay_graph.ts";
import type { Rules as ViewRules } from "hb/membership/hyparview/rules.ts";
import type { State as View } from "hb/membership/hyparview/state.ts";
import { small } from "hb/membership/hyparview/storms.ts";
import type { Tagged } from "hb/model/protocol.ts";
import { step } from "hb/model/step.ts";
import { uniform } from "hb/sim/latency.ts";
import { World } from "hb/sim/world.ts";

/** Nine nodes with three neighbours at most join at once through one contact: the parts in which they are then, by size. */
function joinAtOnce(seed: number, rules: Partial<ViewRules>): readonly number[] {
  const world = new World({
    protocol: hyparview({ ...small, contacts: [0], gapMs: 0 }, rules),
    nodes: 9,
    seed,
    trace: "none",
    network: { latency: uniform(1, 20) },
  });
  world.run(6000);
  return partsOf(mutualLinks(world.states), () => true).map((part) => part.length);
}

Deno.test("partisan 75: nodes that join at once through one contact, and come to be two islands, find each other", () => {
  // Of five nodes with three neighbours each, one lacks one: it is refused by the other island, which lacks none.
  assertEquals(joinAtOnce(48, viewBugs["an island stays one"]!.change), [5, 4]);
  for (let seed = 40; seed < 60; seed++) assertEquals(joinAtOnce(seed, {}), [9], `seed ${seed}`);
});

/** A node with one neighbour, which says goodbye. */
function afterDisconnect(view: Partial<View>, rules: Partial<ViewRules> = {}): readonly Tagged[] {
  const protocol = hyparview({ ...small, contacts: [9] }, rules);
  const state: View = {
    ...{ active: [1], silent: [0], passive: [], asked: null, refused: 0, named: [] },
    ...view,
  };
  const event = { kind: "message", from: 1, message: { type: "disconnect" } } as const;
  const { effects } = step(protocol, state, event, { self: 0, nodes: 10 });
  return effects.flatMap((effect) => effect.kind === "send" ? [effect.message] : []);
}

Deno.test("hyparview 4: whom a neighbour leaves asks another of those that it knows, and joins again when it knows nobody", () => {
  const urgent = { type: "neighbour", priority: "high" };
  assertEquals(afterDisconnect({ passive: [2] }), [urgent]);
  assertEquals(afterDisconnect({ passive: [2] }, { promotes: false }), []);
  // The one that has left is known: it is asked first, and forgotten if it does not answer.
  assertEquals(afterDisconnect({}), [urgent]);
  const protocol = hyparview({ ...small, contacts: [9] });
  const state: View = {
    active: [],
    silent: [],
    passive: [1],
    asked: { node: 1, priority: "high" },
    refused: 0,
    named: [],
  };
  const event = { kind: "timer", timer: { type: "unanswered" } } as const;
  const { effects } = step(protocol, state, event, { self: 0, nodes: 10 });
  assertEquals(effects, [{ kind: "send", to: 9, message: { type: "join" } }]);
});

Deno.test("hyparview 4: who is taken for a neighbour, and is none, says so", () => {
  const protocol = hyparview(small);
  const state: View = {
    active: [2],
    silent: [0],
    passive: [],
    asked: null,
    refused: 0,
    named: [],
  };
  const event = { kind: "message", from: 1, message: { type: "keepAlive" } } as const;
  const { effects } = step(protocol, state, event, { self: 0, nodes: 3 });
  assertEquals(effects, [{ kind: "send", to: 1, message: { type: "disconnect" } }]);
});
