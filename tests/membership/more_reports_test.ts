/**
 * More reports of memberships that went wrong, each played here in the order in which it happened; where a rule of ours
 * can be made wrong in the way of the report, the same order of events shows the harm.
 *
 * What these report cannot happen here, or is shown elsewhere:
 * - memberlist 140 and 217: who has left may join again without a restart, which the tests of SWIM itself show.
 * - chitchat PR 123, ringpop-go PR 123: the dead are not reaped, so that it does not matter since when they have been.
 * - ringpop-go PR 132: each status has its rank, and the shape of messages knows no other.
 * - meshguard PR 122: who says what another is, in that one's name, is believed (SWIM trusts its members); what a liar
 *   cannot do is in `swim_liar_test.ts`.
 * - daos PR 3192 and PR 7186, orleans 4847: extra timers and votes that SWIM does not have.
 */

import { assert, assertEquals } from "@std/assert";
import { bugs } from "hb/membership/swim/bugs.ts";
import type { Rules } from "hb/membership/swim/rules.ts";
import { lifeguard, type Settings, suspicionDeadlines } from "hb/membership/swim/settings.ts";
import { swim } from "hb/membership/swim/swim.ts";
import type { Fault } from "hb/sim/fault.ts";
import { World } from "hb/sim/world.ts";
import { news, type Stage, stageOf } from "./swim_stage.ts";

const rulesOf = (bug: string) => bugs[bug]!.change.rules!;
const held = ({ states }: Stage, node: number, member: number) => {
  const known = states[node]!.known.get(member);
  return known && `${known.status} ${known.incarnation}`;
};
const suspicion = (stage: Stage, node: number) =>
  stage.timers(node).find(({ type }) => type === "suspicion");

function worldOf(
  nodes: number,
  faults: readonly Fault[] = [],
  settings: Partial<Settings> = {},
  rules: Partial<Rules> = {},
) {
  return new World({ protocol: swim(settings, rules), nodes, faults, seed: 1, trace: "none" });
}

/** Node 0 suspects node 1, leaves, and comes again when node 1 has gone; what it holds of it a minute later. */
function suspectedAndLeft(rules: Partial<Rules> = {}): unknown {
  const world = worldOf(2, [{ kind: "crash", at: 1000, node: 1 }], { transmits: 1 }, rules);
  const status = () => world.states[0]!.known.get(1)?.status;
  world.run(10_000, () => status() === "suspect");
  world.tell(0, { type: "leave" });
  world.run(3000, ({ states }) => states[0]!.part === "outside");
  assertEquals(status(), "suspect");
  world.tell(0, { type: "join", contacts: [1] });
  world.run(60_000);
  return status();
}

Deno.test("foca 29: who was suspected when a member left is not suspected for ever when it comes again", () => {
  assertEquals(suspectedAndLeft(), "dead");
  assertEquals(suspectedAndLeft(rulesOf("suspicions are left behind")), "suspect");
});

Deno.test("memberlist PR 82: an old word that the suspected is alive, and a repeated accusation, leave its timer as it is", () => {
  const stage = stageOf(4, lifeguard), fresh = () => suspicion(stage, 0);
  stage.tell(2, 0, news(1, "alive", 3), news(1, "suspect", 3, 2));
  const before = fresh();
  assert(before !== undefined);
  stage.fire(0, before);
  const after = fresh();
  stage.tell(2, 0, news(1, "alive", 3), news(1, "alive", 2), news(1, "suspect", 3, 2));
  // Had it begun anew, the first deadline would be waited for again.
  assertEquals([fresh(), held(stage, 0, 1)], [after, "suspect 3"]);
});

/** Node 0 suspects node 2 as one of three; two more join, and one of them says the same. */
function confirmedByNewcomers(rules?: Partial<Rules>): unknown {
  const stage = stageOf(5, { ...lifeguard, members: 3 }, rules);
  stage.tell(1, 0, news(2, "suspect", 0, 1));
  stage.tell(1, 0, news(3, "alive", 0), news(4, "alive", 0));
  stage.tell(3, 0, news(2, "suspect", 0, 3));
  return held(stage, 0, 2);
}

Deno.test("memberlist PR 82: how many must confirm a suspicion, and how long it lasts, is settled when it begins", () => {
  assertEquals(confirmedByNewcomers(), "suspect 0");
  assertEquals(confirmedByNewcomers(rulesOf("deadlines follow the group")), "dead 0");
});

Deno.test("al8n/memberlist PR 197: evidence of a later death counts for one who is dead already", () => {
  const stage = stageOf(3);
  stage.tell(2, 0, news(1, "dead", 1, 2), news(1, "dead", 10, 2), news(1, "alive", 2));
  assertEquals(held(stage, 0, 1), "dead 10");
});

Deno.test("atomix PR 962: a suspicion does not bring back who was removed, and the removal is told on", () => {
  const stage = stageOf(3, { transmits: 1 });
  stage.tell(2, 0, news(1, "dead", 0, 2));
  stage.tell(2, 0, news(1, "suspect", 0, 2));
  assertEquals([held(stage, 0, 1), stage.states[0]!.members], ["dead 0", 2]);
  stage.fire(0, { type: "period" });
  assert(
    stage.letters.some(({ message }) =>
      "news" in message &&
      message.news.some(({ member, status }) => member === 1 && status === "dead")
    ),
  );
});

Deno.test("serf PR 606: two words of one who leaves, in whatever order, are told a bounded number of times", () => {
  const world = worldOf(4, [], { syncMs: 1000 });
  for (const type of ["leave", "join", "leave"] as const) {
    world.tell(3, type === "join" ? { type, contacts: [0] } : { type });
    world.run(type === "join" ? 300 : 900);
  }
  for (const incarnation of [0, 1, 0]) {
    const told = [news(3, "left", incarnation)];
    for (const node of [0, 1]) {
      world.tell(node, { type: "nack", sequence: -1, incarnation: -1, news: told });
    }
  }
  world.run(30_000);
  assertEquals(world.states.slice(0, 3).map((s) => s!.rumours), [[], [], []]);
});

Deno.test("serf 662: who is heard to have left before it is heard of at all may come again", () => {
  const stage = stageOf(3, { members: 1 });
  stage.hand(0, 1, { type: "join", contacts: [0] });
  stage.tell(0, 1, news(2, "left", 7), news(2, "alive", 8));
  assertEquals([held(stage, 1, 2), stage.states[1]!.members], ["alive 8", 3]);
});

Deno.test("smg PR 1674: a member that leaves does not refute that it does, nor what was said of it before", () => {
  const stage = stageOf(3);
  stage.hand(9, 1, { type: "leave" });
  const { incarnation } = stage.states[1]!;
  stage.tell(0, 1, news(1, "left", incarnation), news(1, "suspect", incarnation, 0));
  stage.tell(2, 1, news(1, "dead", incarnation, 2));
  assertEquals([stage.states[1]!.part, stage.states[1]!.incarnation], ["leaving", incarnation]);
});

Deno.test("swift-cluster-membership PR 14: a nack comes in time, however much of a period a probe may take", () => {
  for (const timeoutMs of [100, 500, 800, 950]) {
    const crash = { kind: "crash", at: 1000, node: 4 } as const;
    const world = worldOf(8, [crash], { ...lifeguard, timeoutMs });
    let most = 0;
    world.run(15_000, ({ states }) => {
      most = Math.max(most, ...states.map((s) => s?.awareness ?? 0));
      return false;
    });
    assertEquals(most, 0, `with a timeout of ${timeoutMs} ms healthy members doubt themselves`);
  }
});

Deno.test("swift-cluster-membership PR 14: one helper that says twice that it hears nothing does not speak for another", () => {
  const stage = stageOf(4, lifeguard);
  stage.fire(0, { type: "period" });
  stage.fire(0, { type: "timeout" });
  const { sequence, probe } = stage.states[0]!, [helper] = probe!.asked!;
  assertEquals(probe!.asked!.length, 2);
  for (const from of [helper!, helper!, probe!.target]) {
    stage.hand(from, 0, { type: "nack", sequence, incarnation: 0, news: [] });
  }
  stage.fire(0, { type: "period" });
  assertEquals(stage.states[0]!.awareness, 1);
});

Deno.test("swift-cluster-membership PR 14: a helper that hears the target says so, and does not say later that it hears nothing", () => {
  const stage = stageOf(4, lifeguard), packet = { incarnation: 0, news: [] };
  const isWaiting = () => stage.timers(2).filter(({ type }) => type === "nothing").length;
  for (const sequence of [1, 2]) {
    stage.hand(0, 2, { type: "ping-req", sequence, target: 3, ...packet });
  }
  assertEquals(isWaiting(), 2);
  stage.hand(3, 2, { type: "ack", sequence: 1, relay: { node: 0, sequence: 1 }, ...packet });
  assertEquals(isWaiting(), 1);
});

Deno.test("al8n/memberlist 165: a member that doubts itself has one probe at a time, and a period may be less than 1 ms", () => {
  const stage = stageOf(4, lifeguard);
  for (let failed = 0; failed < 3; failed++) {
    stage.fire(0, { type: "period" });
    assert(!stage.timers(0).some(({ type }) => type === "period"), "the next waits for this one");
    stage.fire(0, { type: "timeout" });
  }
  assertEquals(stage.states[0]!.awareness, 4);
  const world = worldOf(4, [{ kind: "crash", at: 0, node: 1 }], { periodMs: 0.5, timeoutMs: 0.25 });
  assert(world.run(5));
  assertEquals(
    suspicionDeadlines({ ...lifeguard, suspicionPeriods: 4, periodMs: 0.5 } as Settings, 3),
    [2],
  );
});

/** An answer to a probe of its former life reaches node 0, which has begun one of the same number since. */
function lateAnswer(rules?: Partial<Rules>): boolean {
  const stage = stageOf(4, {}, rules), probe = () => stage.states[0]!.probe!;
  stage.fire(0, { type: "period" });
  const from = probe().target;
  stage.crash(0);
  do stage.fire(0, { type: "period" }); while (probe().target === from);
  const { sequence } = stage.states[0]!;
  stage.hand(from, 0, { type: "ack", sequence, relay: null, incarnation: 0, news: [] });
  return probe().answered;
}

Deno.test("an answer counts for a probe only if its target or one of its helpers sends it", () => {
  assertEquals(lateAnswer(), false);
  assertEquals(lateAnswer({ mayAnswer: () => true }), true);
});
