/**
 * More reports of gossip that went wrong, each played here in the order in which it happened. Where a rule of ours can be
 * made wrong in the way of the report, the same order of events shows the harm.
 *
 * No report was found of aggregates by gossip that would say in what order things went wrong.
 */

import { assertEquals } from "@std/assert";
import { gossip } from "hb/membership/gossip/gossip.ts";
import type { Rules } from "hb/membership/gossip/rules.ts";
import type { Settings } from "hb/membership/gossip/settings.ts";
import type { State } from "hb/membership/gossip/state.ts";
import type { NodeId } from "hb/model/protocol.ts";
import { of, type Stage, stageOf } from "../reads/stage.ts";

const say = (body: string) => ({ type: "tell", body });

/** Nodes that gossip, one event at a time. */
function gossiping(settings: Partial<Settings>, rules: Partial<Rules> = {}, nodes = 2) {
  const stage: Stage = stageOf(gossip({ phaseMs: 1, ...settings }, rules), nodes);
  return { stage, at: (node: NodeId) => stage.states[node] as State };
}

/** Node 0 has told a rumour, and its first push is lost: how many pushes it has made two rounds later. */
function lostPush(rules?: Partial<Rules>): number {
  const { stage } = gossiping({ k: 2 }, rules);
  stage.ask(0, 10, say("news"));
  stage.fire(0, "round");
  const lost = stage.hold(of("push")).length;
  stage.fire(0, "round");
  return lost + stage.letters.filter(of("push")).length;
}

Deno.test("scalecube 127: whom a rumour was sent to is not taken to have it", () => {
  assertEquals(lostPush(), 2);
  assertEquals(lostPush({ counted: ({ count, needed }) => needed > 0 ? 0 : count + 1 }), 1);
});

Deno.test("tribler 5313: in a round all partners are told the same", () => {
  const blind = { feedback: false, k: 1, fanout: 3 } as const;
  const { stage } = gossiping(blind, {}, 4);
  stage.ask(0, 10, say("news"));
  stage.fire(0, "round");
  const told = stage.letters.filter(of("push")).map(({ to, message }) =>
    [to, (message as unknown as { rumours: readonly unknown[] }).rumours.length].join()
  );
  assertEquals(told.sort(), ["1,1", "2,1", "3,1"]);
});

/** A rumour is dead, and node 0 has forgotten it; node 1, whose clock is behind, has not. What node 0 knows then. */
function comesBack(rules?: Partial<Rules>): readonly string[] {
  const { stage, at } = gossiping({ lifeMs: 100, keepMs: 200, forgetMs: 400 }, rules);
  stage.ask(0, 10, say("old"));
  stage.fire(0, "round");
  stage.deliver();
  stage.clock(500);
  stage.fire(0, "backup");
  stage.hold(() => true);
  assertEquals(at(0).known.size, 0);
  stage.clock(150);
  stage.fire(1, "backup");
  stage.deliver();
  return [...at(0).known.keys()];
}

Deno.test("alertmanager 996, 1624: what one node has thrown away does not come back from another that has not yet", () => {
  assertEquals(comesBack(), []);
  assertEquals(comesBack({ lives: () => true, advertises: () => true, isOver: () => false }), [
    "0.1",
  ]);
});

Deno.test("alertmanager 1643: and what is not too old is passed on", () => {
  for (const [ms, known] of [[99, ["0.1"]], [100, []]] as [number, string[]][]) {
    const { stage, at } = gossiping({ lifeMs: 100, keepMs: 200, forgetMs: 400 });
    stage.ask(0, 10, say("news"));
    stage.clock(ms);
    stage.fire(0, "backup");
    stage.deliver();
    assertEquals([...at(1).known.keys()], known);
  }
});

Deno.test("memberlist 263: who has nothing left to tell does not begin to count anew", () => {
  const { stage, at } = gossiping({ lifeMs: 100, keepMs: 200, forgetMs: 400 });
  stage.ask(0, 10, say("old"));
  stage.clock(500);
  stage.fire(0, "backup");
  assertEquals([at(0).known.size, at(0).hot.size], [0, 0]);
  stage.ask(0, 10, say("new"));
  assertEquals(stage.answers.map(({ result }) => result), ["0.1", "0.2"]);
});
