/**
 * Reports of memberships and failure detectors that went wrong over time, each played here in a world; where a rule of ours
 * can be made wrong in the way of the report, the same faults show the harm.
 *
 * What these report cannot happen here, or is shown elsewhere:
 * - scylladb 5164 and PR 6083: no incarnation is too far ahead of the last one to be believed.
 * - hazelcast PR 7455 and 7600: members do not tell each other what time it is.
 * - akka-core 17567, PR 17604: a fixed timeout is what it says, counted from the last heartbeat.
 * - apache gossip PR 43 (GOSSIP-74): that φ rises all the time, and is a number where nothing varies, is in the tests of
 *   the estimators.
 */

import { assert, assertEquals } from "@std/assert";
import type { Estimator } from "hb/membership/detector/estimators/estimator.ts";
import { inTimeOnly, type LearningRules } from "hb/membership/detector/estimators/intervals.ts";
import { jacobson } from "hb/membership/detector/estimators/jacobson.ts";
import { phi } from "hb/membership/detector/estimators/phi.ts";
import { heartbeat } from "hb/membership/detector/heartbeat/heartbeat.ts";
import type { State } from "hb/membership/detector/heartbeat/messages.ts";
import { suspected, watchSuspicions } from "hb/membership/detector/suspicions.ts";
import { bugs } from "hb/membership/swim/bugs.ts";
import { allSee } from "hb/membership/swim/promises.ts";
import { lifeguard, type Settings } from "hb/membership/swim/settings.ts";
import { viewOf } from "hb/membership/swim/state.ts";
import { swim } from "hb/membership/swim/swim.ts";
import type { Schedule } from "hb/sim/fault.ts";
import { World } from "hb/sim/world.ts";
import { news, stageOf } from "./swim_stage.ts";

function worldOf(nodes: number, faults: Schedule = [], settings: Partial<Settings> = {}) {
  return new World({ protocol: swim(settings), nodes, faults, seed: 1, trace: "none" });
}

/** All nodes but one, from 0 on. */
const allBut = (node: number, nodes: number) =>
  Array.from({ length: nodes }, (_, each) => each).filter((each) => each !== node);

/** One member of five hears nobody for long; whether it is a member like others some minutes later. */
function cutOff(settings: Partial<Settings> = {}): readonly boolean[] {
  const sides = [[4], allBut(4, 5)] as const;
  const world = worldOf(5, [{ kind: "partition", at: 1000, forMs: 120_000, sides }], settings);
  world.run(100_000);
  const alone = world.states[4]!.members === 1;
  world.run(300_000);
  return [alone, allSee(world)];
}

Deno.test("foca 15: a member that has lost all others finds them again", () => {
  assertEquals(cutOff(), [true, true]);
  assertEquals(cutOff(bugs["the dead are given up"]!.change.settings), [true, false]);
});

Deno.test("foca 19: news that there was nobody to tell to does not stay for ever", () => {
  const world = worldOf(5, [
    { kind: "partition", at: 1000, forMs: 60_000, sides: [[4], allBut(4, 5)] },
  ]);
  world.run(60_000);
  assert(world.states[4]!.rumours.length > 0);
  world.run(300_000);
  assertEquals(world.states.map((s) => s!.rumours), Array(5).fill([]));
});

Deno.test("ringpop-go PR 134: when one member compares all with another, both know what either knew", () => {
  const stage = stageOf(5, { members: 2 });
  stage.tell(3, 0, news(3, "alive", 2));
  stage.tell(4, 1, news(4, "alive", 5));
  stage.lose();
  stage.fire(0, { type: "sync" });
  stage.deliver();
  const known = [0, 1].map((node) => [...viewOf(stage.states[node]!)]);
  assertEquals(known, Array(2).fill([[0, 0], [1, 0], [3, 2], [4, 5]]));
});

Deno.test("consul 3706: who has left, in another's whole view, has left, and is not given time to say that it has not", () => {
  const stage = stageOf(3);
  stage.hand(1, 0, { type: "sync", incarnation: 0, news: [news(2, "left", 0)] });
  assertEquals(stage.states[0]!.known.get(2)?.status, "left");
});

Deno.test("daos PR 11152: a suspicion of a newer incarnation has its own timer and accusers, and the older one none", () => {
  const stage = stageOf(5, lifeguard);
  stage.tell(2, 0, news(1, "suspect", 5, 2), news(1, "suspect", 5, 3));
  const [older] = stage.timers(0).filter(({ type }) => type === "suspicion");
  stage.tell(2, 0, news(1, "suspect", 6, 4));
  assertEquals([...stage.states[0]!.suspicions.get(1)!.accusers], [4]);
  stage.fire(0, older!);
  assertEquals(stage.states[0]!.known.get(1)?.status, "suspect");
});

Deno.test("daos PR 15945: the suspected are counted, whatever befalls them, and nobody twice", () => {
  const stage = stageOf(4), counts: number[] = [];
  for (const status of ["suspect", "alive", "suspect", "dead", "left", "dead", "alive"] as const) {
    const told = news(1, status, counts.length, 2);
    stage.tell(2, 0, told, told);
    counts.push(stage.states[0]!.members);
  }
  assertEquals(counts, [4, 4, 4, 3, 3, 3, 4]);
});

Deno.test("scylladb 3331 and 5801: who was removed, or had left, comes back without its memory and is believed", () => {
  for (const leaves of [true, false]) {
    const world = worldOf(4, [
      { kind: "crash", at: 12_000, node: 2, downMs: 20_000, disk: "wiped" },
    ], { syncMs: 2000 });
    world.run(1000);
    if (leaves) world.tell(2, { type: "leave" });
    world.run(89_000);
    assertEquals(world.states.map((s) => s!.known.get(2)?.status ?? s!.part), [
      "alive",
      "alive",
      "member",
      "alive",
    ]);
  }
});

Deno.test("serf 638 and PR 640: a member that leaves goes in the end, though nobody hears that it does", () => {
  for (const nodes of [2, 5, 20]) {
    const parted = {
      kind: "partition",
      at: 500,
      forMs: 1e9,
      sides: [[0], allBut(0, nodes)],
    } as const;
    const world = worldOf(nodes, [parted]);
    world.run(1000);
    world.tell(0, { type: "leave" });
    world.run(30_000);
    assertEquals(world.states[0]!.part, "outside");
  }
});

Deno.test("restate 5156: a member that was not scheduled for a minute takes nobody for dead but for a moment", () => {
  const world = worldOf(6, [{ kind: "pause", at: 5000, node: 0, forMs: 60_000 }]);
  world.run(65_000);
  world.run(30_000);
  assert(allSee(world));
  // Of those that had been there all the time, nobody ever had to begin a new incarnation for long.
  assertEquals(world.states[0]!.members, 6);
});

/** What node 0 thinks of node 1, which beats every 100 ms, under an estimator: from when until when, in whole ms. */
function mistakes(faults: Schedule, forMs: number, estimator: Estimator): number[][] {
  const watch = watchSuspicions<State>(suspected);
  const protocol = heartbeat({ periodMs: 100, estimator });
  const world = new World({ protocol, nodes: 2, faults, invariants: [watch.invariant], seed: 1 });
  assert(world.run(forMs));
  return watch.trace(forMs).suspicions.filter(({ by }) => by === 0)
    .map(({ fromMs, untilMs }) => [Math.round(fromMs), Math.round(untilMs)]);
}

const both = (rules: Partial<LearningRules> = {}) => [
  phi({ threshold: 8, guessMs: 100 }, rules) as Estimator,
  jacobson({ guessMs: 100 }, rules) as Estimator,
];

Deno.test("restate 5156, iotdb PR 14866: a watcher that was paused finds all heartbeats at once, and is soon as it was", () => {
  const paused: Schedule = [{ kind: "pause", at: 10_050, node: 0, forMs: 60_000 }];
  for (const estimator of both()) {
    const found = mistakes(paused, 200_000, estimator);
    assert(found.length < 5 && found.at(-1)![1]! < 71_000, `${found}`);
  }
  for (const estimator of both(inTimeOnly)) {
    const found = mistakes(paused, 200_000, estimator);
    assert(found.length > 1000, `${found.length}`);
  }
});

Deno.test("hazelcast PR 4226 and PR 4326: a clock that jumps forward does not hide the next crash", () => {
  const jumps: Schedule = [
    { kind: "clock", at: 20_050, node: 0, jumpMs: 3_600_000 },
    { kind: "crash", at: 21_050, node: 1 },
  ];
  const foundAt = (estimator: Estimator) => mistakes(jumps, 3_000_000, estimator).at(-1)![0]!;
  for (const estimator of both()) assert(foundAt(estimator) < 21_200);
  for (const estimator of both({ isLate: (suspected) => suspected })) {
    assert(foundAt(estimator) > 1_000_000);
  }
});

Deno.test("chitchat 132 and PR 133: a heartbeat of one of the dead that comes to a watcher without memory is soon forgotten", () => {
  const faults: Schedule = [
    { kind: "late", at: 900, forMs: 90, from: 1, to: 0, latencyMs: 10_000 },
    { kind: "crash", at: 1050, node: 1 },
    { kind: "crash", at: 5000, node: 0, downMs: 100 },
  ];
  for (const estimator of both()) {
    const [, before, after] = mistakes(faults, 60_000, estimator);
    assert(before![0]! < 5400 && Math.abs(before![1]! - 10_901) < 2, `${before}`);
    assert(after![0]! < 11_200 && after![1] === Infinity, `${after}`);
  }
});

Deno.test("scylladb PR 5801: who comes back without its memory, and was never missed, is told in which incarnation it was", () => {
  const stage = stageOf(3);
  stage.tell(1, 0, news(1, "alive", 5));
  for (let period = 0; period < 9; period++) stage.fire(0, { type: "period" });
  stage.lose();
  stage.crash(1, "wiped");
  stage.lose();
  stage.hand(1, 0, { type: "ping", sequence: 1, relay: null, incarnation: 0, news: [] });
  stage.deliver(({ from, to }) => from === 0 && to === 1);
  assertEquals(stage.states[1]!.incarnation, 6);
});
