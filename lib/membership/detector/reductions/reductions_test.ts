import { assertEquals } from "@std/assert";
import { uniform } from "../../../model/latency.ts";
import { step } from "../../../model/step.ts";
import { World } from "../../../sim/world.ts";
import { classesOf } from "../classes.ts";
import { fixed } from "../estimators/fixed.ts";
import { heartbeat } from "../heartbeat/heartbeat.ts";
import type { State } from "../heartbeat/messages.ts";
import { judgeLeaders, watchLeaders } from "../leaders.ts";
import { suspected, watchSuspicions } from "../suspicions.ts";
import { type Complete, complete } from "./complete.ts";
import { leader, type Led, lowestCount, lowestTrusted } from "./leader.ts";

/** Each node is watched by the next one only. */
const ring = heartbeat({ periodMs: 100, watchers: 1, estimator: fixed(300) });
const usual = {
  nodes: 5,
  seed: 1,
  network: { latency: uniform(1, 20) },
  faults: [{ kind: "crash", at: 1000, node: 0 }],
} as const;
const BY_MS = 2000;

Deno.test("a ring of heartbeats is weakly complete; with gossip it is P, as it was Q", () => {
  const alone = watchSuspicions<State>(suspected);
  const weak = new World({ ...usual, protocol: ring, invariants: [alone.invariant] });
  weak.run(4000);
  assertEquals(classesOf(alone.trace(4000), BY_MS), ["Q", "W", "◇Q", "◇W"]);

  const all = watchSuspicions<Complete<State>>(suspected);
  const strong = new World({ ...usual, protocol: complete(ring), invariants: [all.invariant] });
  strong.run(4000);
  assertEquals(classesOf(all.trace(4000), BY_MS).slice(0, 4), ["P", "S", "◇P", "◇S"]);
});

Deno.test("a mistake of one spreads to all, and ends when the one that it is about speaks", () => {
  const watch = watchSuspicions<Complete<State>>(suspected);
  const faults = [{ kind: "slow", at: 1000, forMs: 500, from: 0, to: 1, byMs: 600 }] as const;
  const protocol = complete(heartbeat({ periodMs: 100, watchers: 1, estimator: fixed(300) }), 350);
  const world = new World({ ...usual, protocol, faults, invariants: [watch.invariant] });
  world.run(4000);
  const { suspicions } = watch.trace(4000);
  assertEquals(suspicions.map(({ of }) => of), suspicions.map(() => 0));
  assertEquals(new Set(suspicions.map(({ by }) => by)), new Set([1, 2, 3, 4]));
  assertEquals(suspicions.every(({ untilMs }) => untilMs < 2500), true);
});

Deno.test("the lowest that one trusts leads where the detector is ◇P, and not where it is only weakly complete", () => {
  const lowest = (state: Readonly<State>, nodes: number) => lowestTrusted(state.suspected, nodes);
  const verdict = (watchers: number) => {
    const watch = watchLeaders<State>(lowest, 5);
    const protocol = heartbeat({ periodMs: 100, watchers, estimator: fixed(300) });
    const world = new World({ ...usual, protocol, invariants: [watch.invariant] });
    world.run(4000);
    return judgeLeaders(watch.trace(4000), BY_MS).holds;
  };
  assertEquals([verdict(Infinity), verdict(1)], [true, false]);
});

Deno.test("by counting, the weakly complete ring has one leader as well", () => {
  const watch = watchLeaders<Led<State>>((state) => state.leader, 5);
  const world = new World({ ...usual, protocol: leader(ring), invariants: [watch.invariant] });
  world.run(4000);
  assertEquals(judgeLeaders(watch.trace(4000), BY_MS), { holds: true });
  assertEquals(world.states.map((s) => s?.leader), [undefined, 1, 1, 1, 1]);
});

Deno.test("output ← (output ∪ list) − {sender}, as in figure 3", () => {
  const protocol = complete(ring), at = { self: 0, nodes: 5 };
  const hear = (before: Complete<State>, from: number, ...list: number[]) =>
    step(protocol, before, {
      kind: "message",
      from,
      message: { type: "suspicions", suspected: list },
    }, at).state;
  const born = step(protocol, undefined, { kind: "start", journal: [] }, at).state;
  const told = hear(born, 1, 2, 3, 0);
  assertEquals([...told.suspected], [2, 3]);
  assertEquals([...hear(told, 3).suspected], [2]);
});

Deno.test("the lowest count leads, and of several the lowest node; if all are suspected, the lowest node", () => {
  assertEquals(lowestCount([3, 1, 1]), 1);
  assertEquals(lowestTrusted(new Set([0, 1]), 3), 2);
  assertEquals(lowestTrusted(new Set([0, 1, 2]), 3), 0);
});
