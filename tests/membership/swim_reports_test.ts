/**
 * Reports of memberships that went wrong, each played here in the order in which it happened. Where a rule of ours can be
 * made wrong in the way of the report, the same order of events shows the harm.
 *
 * What these report cannot happen here:
 * - akka.net 8011 and 8015, akka-core 23324 and 23339: views have no sets of who has seen them and no vector clocks, in
 *   which the removed could come back; what is held of a member is one opinion, and the greater stands.
 * - akka-core 526 and 25259 are about detectors that learn from intervals between heartbeats. That a member dies which
 *   has hardly said anything is played below.
 */

import { assert, assertEquals } from "@std/assert";
import { bugs } from "hb/membership/swim/bugs.ts";
import { allSee } from "hb/membership/swim/promises.ts";
import type { Rules } from "hb/membership/swim/rules.ts";
import type { Settings } from "hb/membership/swim/settings.ts";
import { swim } from "hb/membership/swim/swim.ts";
import type { Fault } from "hb/sim/fault.ts";
import { World } from "hb/sim/world.ts";
import { news, type Stage, stageOf } from "./swim_stage.ts";

const rulesOf = (bug: string) => bugs[bug]!.change.rules!;
const held = ({ states }: Stage, node: number, member: number) => {
  const known = states[node]!.known.get(member);
  return known && `${known.status} ${known.incarnation}`;
};
/** Whether something that waits says this of a member. */
const isSaid = ({ letters }: Stage, member: number, status: string) =>
  letters.some(({ message }) =>
    "news" in message &&
    message.news.some((each) => each.member === member && each.status === status)
  );

/** Node 0 holds node 1 dead in incarnation 100; node 1 has lost its disk, and begins at 0. What comes of a ping. */
function deadInAFormerLife(rules?: Partial<Rules>): readonly unknown[] {
  const stage = stageOf(4, { transmits: 1 }, rules);
  stage.tell(2, 0, news(1, "dead", 100, 2));
  // By then node 0 has told the rumour as often as it tells any.
  stage.fire(0, { type: "period" });
  stage.crash(1, "wiped");
  stage.lose();
  stage.hand(1, 0, { type: "ping", sequence: 1, relay: null, incarnation: 0, news: [] });
  stage.deliver(({ from, to }) => from === 0 && to === 1);
  const { incarnation } = stage.states[1]!;
  stage.fire(1, { type: "period" });
  stage.deliver();
  return [incarnation, held(stage, 0, 1)];
}

Deno.test("memberlist 311: who comes with an old incarnation is told the accusation, and refutes it", () => {
  assertEquals(deadInAFormerLife(), [101, "alive 101"]);
  assertEquals(deadInAFormerLife(rulesOf("the accused are not told")), [0, "dead 100"]);
});

/** Node 3 knows node 0 alone. It hears that node 1 is dead; whether it tells that on. */
function deathOfAStranger(rules?: Partial<Rules>): readonly unknown[] {
  const stage = stageOf(4, { members: 1 }, rules);
  stage.hand(0, 3, { type: "join", contacts: [0] });
  stage.lose();
  stage.tell(0, 3, news(1, "dead", 100, 0));
  stage.fire(3, { type: "period" });
  return [held(stage, 3, 1), isSaid(stage, 1, "dead")];
}

Deno.test("memberlist 311: an accusation of somebody unknown is told on", () => {
  assertEquals(deathOfAStranger(), ["dead 100", true]);
  assertEquals(deathOfAStranger(rulesOf("accusations of strangers are dropped")), [
    undefined,
    false,
  ]);
});

/** Node 2 still says that node 1 is alive in an incarnation in which node 0 knows it to be dead. */
function staleAlive(rules?: Partial<Rules>): boolean {
  const stage = stageOf(3, { transmits: 1 }, rules);
  stage.tell(2, 0, news(1, "dead", 3, 2));
  stage.fire(0, { type: "period" });
  stage.lose();
  stage.tell(2, 0, news(1, "alive", 2));
  stage.fire(0, { type: "timeout" });
  stage.fire(0, { type: "period" });
  return isSaid(stage, 1, "dead");
}

Deno.test("memberlist 311: who says old news of one of the dead is told again", () => {
  assert(staleAlive());
  assert(!staleAlive(rulesOf("the accused are not told")));
});

/** Node 1 was declared dead in incarnation 2, and comes back; it says so once, and that is lost. */
function comesBack(disk: "kept" | "wiped", rules?: Partial<Rules>): readonly unknown[] {
  const stage = stageOf(3, { transmits: 1 }, rules);
  stage.tell(2, 1, news(1, "suspect", 1, 2));
  for (const node of [0, 2]) {
    stage.tell(node, node, news(1, "dead", 2, 2));
    // By then the rumour is over.
    stage.fire(node, { type: "period" });
  }
  stage.lose();
  stage.crash(1, disk);
  stage.lose();
  for (let periods = 0; periods < 4; periods++) {
    stage.fire(1, { type: "period" });
    stage.deliver();
  }
  return [stage.states[1]!.incarnation, held(stage, 0, 1), held(stage, 2, 1)];
}

Deno.test("habitat 5581, swim-js 10, nodedb 243: who comes back is above what was said of it, and a lost word does not matter", () => {
  assertEquals(comesBack("kept"), [3, "alive 3", "alive 3"]);
  assertEquals(comesBack("wiped"), [3, "alive 3", "alive 3"]);
  const forgets = rulesOf("incarnations only in memory");
  const mute = { ...forgets, ...rulesOf("the accused are not told") };
  assertEquals(comesBack("kept", mute), [0, "dead 2", "dead 2"]);
});

Deno.test("nodedb 243: a fresher word of the member ends the suspicion that is under way", () => {
  const stage = stageOf(3);
  stage.tell(2, 0, news(1, "suspect", 0, 2));
  const isRunning = () => stage.timers(0).some(({ type }) => type === "suspicion");
  assert(isRunning());
  stage.tell(2, 0, news(1, "alive", 1));
  assert(!isRunning());
});

/** Node 1 is suspected, comes back in a new incarnation, and then the old timer fires. */
function oldTimer(rules?: Partial<Rules>): unknown {
  const stage = stageOf(3, {}, rules);
  stage.tell(2, 0, news(1, "suspect", 0, 2));
  const timer = stage.timers(0).find(({ type }) => type === "suspicion")!;
  stage.tell(2, 0, news(1, "alive", 1));
  stage.fire(0, timer);
  return held(stage, 0, 1);
}

Deno.test("daos 18635: the timer of a suspicion does not kill a later incarnation", () => {
  assertEquals(oldTimer(), "alive 1");
  assertEquals(oldTimer(rulesOf("timers know the member only")), "dead 1");
});

/** Node 0 probes node 1 and hears nothing; whether it says so before its helpers had their time, and after. */
function oneLossyLink(rules?: Partial<Rules>): readonly boolean[] {
  const stage = stageOf(4, {}, rules), known = () => stage.states[0]!.known.size > 0;
  stage.fire(0, { type: "period" });
  stage.lose();
  stage.fire(0, { type: "timeout" });
  const before = known();
  stage.lose();
  stage.fire(0, { type: "period" });
  return [before, known()];
}

Deno.test("daos 10435: nobody is suspected before those who were asked for help had their time", () => {
  assertEquals(oneLossyLink(), [false, true]);
  assertEquals(oneLossyLink(rulesOf("suspects before the helpers have answered")), [true, true]);
});

/** Node 0 has removed node 2; node 1, which has not heard, says that it is there. */
function taughtBack(status: "dead" | "left", rules?: Partial<Rules>): readonly unknown[] {
  const stage = stageOf(3, { members: 1 }, rules);
  stage.tell(1, 0, news(1, "alive", 0), news(2, "alive", 0));
  stage.tell(2, 0, news(2, status, 0));
  stage.tell(1, 0, news(2, "alive", 0));
  return [held(stage, 0, 2), stage.states[0]!.members];
}

Deno.test("akka.net 8467, akka-core 1432 and 1731: who was removed is not one of whom nobody has heard", () => {
  for (const status of ["dead", "left"] as const) {
    assertEquals(taughtBack(status), [`${status} 0`, 2]);
    assertEquals(taughtBack(status, rulesOf("the removed are forgotten")), ["alive 0", 3]);
  }
});

interface Story {
  readonly nodes: number;
  readonly settings?: Partial<Settings>;
  readonly faults: readonly Fault[];
  readonly told: readonly (readonly [at: number, node: number, type: "join" | "leave"])[];
}

function worldOf({ nodes, settings = {}, faults, told }: Story, rules: Partial<Rules> = {}) {
  const protocol = swim(settings, rules);
  const world = new World({ protocol, nodes, faults, seed: 1, trace: "none" });
  for (const [at, node, type] of told) {
    world.run(at - world.now);
    world.tell(node, type === "join" ? { type, contacts: [0] } : { type });
  }
  return world;
}

Deno.test("akka-samples 66, akka-core 18368: nothing waits for those who are gone", () => {
  const world = worldOf({
    nodes: 3,
    faults: [{ kind: "crash", at: 2000, node: 2, downMs: 20_000 }],
    told: [[5000, 1, "leave"], [15_000, 1, "join"]],
  });
  world.run(30_000);
  assert(allSee(world));
  assertEquals(world.states.map((s) => [s!.part, s!.members]), Array(3).fill(["member", 3]));
});

/** How often node 0 takes node 1 for a member again that is dead. */
function deadForEver(rules?: Partial<Rules>): number {
  const world = worldOf({
    nodes: 3,
    settings: { members: 1, syncMs: 1000 },
    faults: [{ kind: "crash", at: 5000, node: 1 }],
    told: [[500, 1, "join"]],
  }, rules);
  const status = () => world.states[0]!.known.get(1)?.status;
  world.run(20_000, () => status() === "suspect");
  // Node 2 learns of node 1 from node 0 just before that one declares it dead.
  world.run(3800);
  world.tell(2, { type: "join", contacts: [0] });
  let returns = 0, was: string | undefined;
  for (let i = 0; i < 600; i++) {
    world.run(100);
    if (status() === "suspect" && was !== "suspect") returns++;
    was = status();
  }
  return returns - 1;
}

Deno.test("chitchat 94, 108 and 155: the dead are not taught back by who heard of them late", () => {
  assertEquals(deadForEver(), 0);
  assert(deadForEver(rulesOf("the removed are forgotten")) > 0);
});

Deno.test("akka-core 526: one who dies when it has said one word is found dead like any other", () => {
  const world = worldOf({
    nodes: 4,
    settings: { members: 3 },
    faults: [{ kind: "crash", at: 1010, node: 3 }],
    told: [[1000, 3, "join"]],
  });
  world.run(20_000);
  assertEquals(world.states.map((s) => s?.known.get(3)?.status), [
    "dead",
    "dead",
    "dead",
    undefined,
  ]);
});

Deno.test("scylladb 14991: a tombstone has no time after which old news could pass it", () => {
  const world = worldOf({
    nodes: 3,
    settings: { members: 3 },
    faults: [{ kind: "crash", at: 1000, node: 2 }],
    told: [],
  });
  world.run(7_200_000);
  for (const status of ["alive", "suspect"] as const) {
    world.tell(0, { type: "nack", sequence: -1, incarnation: -1, news: [news(2, status, 0, 1)] });
  }
  assertEquals(world.states[0]!.known.get(2)?.status, "dead");
});

/** That node 2 has left comes when it has been taken for dead; by rumour, and with another's whole view. */
function leftLate(type: "ping" | "sync", rules?: Partial<Rules>): unknown {
  const stage = stageOf(3, {}, rules);
  stage.tell(1, 0, news(2, "dead", 0, 1));
  const packet = { incarnation: 0, news: [news(2, "left", 0)] };
  if (type === "sync") stage.hand(1, 0, { type, ...packet });
  else stage.hand(1, 0, { type, sequence: 1, relay: null, ...packet });
  stage.tell(1, 0, news(2, "dead", 0, 1));
  return held(stage, 0, 2);
}

Deno.test("consul 3706, serf 510: who has left has left, though it was taken for dead before", () => {
  for (const type of ["ping", "sync"] as const) {
    assertEquals(leftLate(type), "left 0");
    assertEquals(leftLate(type, rulesOf("leaving is dying")), "dead 0");
  }
});

/** Node 2 leaves, and is back at once. */
function backAtOnce(rules?: Partial<Rules>): unknown {
  const stage = stageOf(3, {}, rules);
  stage.tell(2, 0, news(2, "left", 0));
  stage.tell(2, 0, news(2, "alive", 1));
  return held(stage, 0, 2);
}

Deno.test("consul 6897, memberlist 213 and 189: the name of one who has left is free at once", () => {
  assertEquals(backAtOnce(), "alive 1");
  assertEquals(backAtOnce(rulesOf("who has left may not come back")), "left 0");
});
