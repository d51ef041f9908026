/**
 * Reports of gossip that went wrong, each played here in the order in which it happened. Where a rule of ours can be
 * made wrong in the way of the report, the same order of events shows the harm.
 *
 * What these report cannot happen here:
 * - QuilibriumNetwork/monorepo 378: what is cached is stored under one topic's key and read under another's. There
 *   are no topics, and one map by id is what rumours are kept and looked up in.
 * - libp2p/specs 215, jvm-libp2p 472, go-libp2p-pubsub 331 and others of section 2: there is no mesh of links that are
 *   grafted and pruned; who is called is drawn anew in each round.
 */

import { assertEquals } from "@std/assert";
import { bugs } from "hb/membership/gossip/bugs.ts";
import { gossip } from "hb/membership/gossip/gossip.ts";
import type { Rules } from "hb/membership/gossip/rules.ts";
import type { State } from "hb/membership/gossip/state.ts";
import { of, type Stage, stageOf } from "../reads/stage.ts";

/** Nodes whose rumours live for 100 ms, are kept for 200 and remembered for 400. */
function shortLived(nodes: number, rules: Partial<Rules> = {}): Stage {
  const lives = { lifeMs: 100, keepMs: 200, forgetMs: 400 };
  return stageOf(gossip({ phaseMs: 1, ...lives }, rules), nodes);
}

const stateOf = ({ states }: Stage, node: number) => states[node] as State;
const tell = (body: string) => ({ type: "tell", body });
const rulesOf = (bug: string) => bugs[bug]!.change.rules!;
const known = (stage: Stage, node: number) => [...stateOf(stage, node).known.keys()];

/** A push waits on its way for longer than what it says is remembered under the wrong rule. */
function lateCopy(rules?: Partial<Rules>): number {
  const stage = shortLived(2, rules);
  stage.ask(0, 10, tell("news"));
  stage.fire(0, "round");
  const copies = stage.hold(of("push"));
  for (const copy of copies) stage.hand(copy);
  stage.clock(60);
  for (const copy of copies) stage.hand(copy);
  return stateOf(stage, 1).delivered;
}

Deno.test("js-libp2p-gossipsub 161: what was heard is remembered for longer than a rumour lives", () => {
  assertEquals(lateCopy(), 1);
  assertEquals(lateCopy(rulesOf("forgets before a rumour is dead")), 2);
});

/** Node 1 asks for what node 0 has advertised at a time when only its id is remembered. */
function askedLate(rules?: Partial<Rules>): number {
  const stage = shortLived(2, rules);
  stage.ask(0, 10, tell("news"));
  stage.clock(250);
  stage.fire(0, "backup");
  stage.deliver();
  return stateOf(stage, 0).broken;
}

Deno.test("lodestar 4330: what is advertised can be handed over", () => {
  assertEquals(askedLate(), 0);
  assertEquals(askedLate(rulesOf("advertises what it no longer has")), 1);
});

/** It is asked for 90 ms later, when it is dead and still kept. */
function askedInTime(): readonly (readonly string[])[] {
  const stage = shortLived(2);
  stage.ask(0, 10, tell("news"));
  stage.clock(90);
  stage.fire(0, "backup");
  stage.deliver(of("digest"));
  stage.clock(180);
  stage.deliver(of("difference"));
  assertEquals(stateOf(stage, 0).broken, 0);
  const sent = stage.letters.filter(of("missing")).length;
  stage.deliver();
  return [[`${sent} sent`], known(stage, 1)];
}

Deno.test("lodestar 4330: what was advertised is kept for as long as an answer may take, and comes as too old", () => {
  assertEquals(askedInTime(), [["1 sent"], []]);
});

/** Node 1 has heard a rumour, crashes, and is spoken to in the moment in which it is back. */
function comesBack(rules?: Partial<Rules>): readonly unknown[] {
  const stage = stageOf(gossip({ phaseMs: 1 }, rules), 2);
  stage.ask(0, 10, tell("news"));
  stage.fire(0, "round");
  stage.deliver(of("push"));
  const before = stateOf(stage, 1).delivered;
  stage.crash(1);
  stage.fire(0, "backup");
  stage.deliver();
  const { latest } = stateOf(stage, 1);
  return [before, latest];
}

Deno.test("serf 465: what was heard before a crash is there before anything else is heard", () => {
  assertEquals(comesBack(), [1, []]);
  assertEquals(comesBack(rulesOf("forgets in a crash")), [1, ["0.1"]]);
});

/** Node 0 has told a rumour, crashes, and tells another, which node 1 is to hear. */
function tellsAgain(rules?: Partial<Rules>): readonly (string | null)[] {
  const stage = stageOf(gossip({ phaseMs: 1 }, rules), 2);
  for (const body of ["old", "new"]) {
    stage.ask(0, 10, tell(body));
    stage.fire(0, "round");
    stage.deliver();
    stage.crash(0);
  }
  return [...stateOf(stage, 1).known.values()].map(({ body }) => body);
}

Deno.test("serf 465: nor is an id that was given before a crash given again", () => {
  assertEquals(tellsAgain(), ["old", "new"]);
  assertEquals(tellsAgain(rulesOf("gives an id again")), ["old"]);
});
