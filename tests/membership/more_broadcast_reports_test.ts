/**
 * More reports of broadcast trees and overlays that went wrong, each played here in the order in which it happened. Where a
 * rule of ours can be made wrong in the way of the report, the same order of events shows the harm.
 *
 * What these report cannot happen here:
 * - lighthouse 1366, js-libp2p-gossipsub 277: what has not been validated is advertised. Nothing is validated here.
 * - rust-libp2p 5097, calimero 3508: subscriptions are said once, to a peer that is new. There are no topics; what is
 *   left of them, a neighbour that is another than before, is played below.
 * - serf 448: events of a newcomer's first exchange come out of order. No order is promised here.
 * Those of gossip are in `more_gossip_reports_test.ts`.
 */

import { assert, assertEquals } from "@std/assert";
import { broadcast } from "hb/membership/broadcast/broadcast.ts";
import { hyparview } from "hb/membership/hyparview/hyparview.ts";
import type { State as View } from "hb/membership/hyparview/state.ts";
import { mixed, small } from "hb/membership/hyparview/storms.ts";
import type { Rules } from "hb/membership/plumtree/rules.ts";
import type { NodeId, Tagged } from "hb/model/protocol.ts";
import { step } from "hb/model/step.ts";
import { constant, uniform } from "hb/sim/latency.ts";
import { World } from "hb/sim/world.ts";
import { logOf, nodesWith, tell, triangle } from "./tree_stage.ts";

const calm = { latency: constant(5) };

/** All links among so many nodes. */
const complete = (nodes: number) =>
  Array.from({ length: nodes }, (_, a) => Array.from({ length: a }, (_, b) => [b, a] as const))
    .flat();

Deno.test("js-libp2p-gossipsub 162 and 273, rust-libp2p 2327: what several have announced is asked of one at a time", () => {
  // Nodes 1 to 3 stand between node 0 and node 4; the link over which node 4 gets payloads breaks.
  const links = [[0, 1], [0, 2], [0, 3], [1, 4], [2, 4], [3, 4]] as const;
  const { world, sent } = nodesWith(links, calm);
  tell(world, 0, "makes the tree");
  world.run(1000);
  const parent = world.states[4]!.tree.parent!.node;
  const cut = { kind: "partition", at: 0, forMs: Infinity, sides: [[parent], [4]] } as const;
  world.inject(cut);
  sent.clear();
  tell(world, 0, "is asked for");
  world.run(2000);
  assertEquals(logOf(world, 4), ["makes the tree", "is asked for"]);
  // One to each of the three, one to whoever has asked, and one each way into the broken link.
  assertEquals([sent.get("graft"), sent.get("gossip")], [1, 6]);
});

/** Node 2 asks node 1, the only one that has announced it, and that request is lost. */
function lostRequest(rules?: Partial<Rules>): readonly unknown[] {
  const { world } = nodesWith(triangle, calm, { timeoutMs: 200, retryMs: 50 }, rules);
  tell(world, 0, "first");
  world.run(1000);
  world.inject({ kind: "partition", at: 0, forMs: Infinity, sides: [[0], [2]] });
  tell(world, 0, "second");
  world.inject({ kind: "partition", at: 0, forMs: 230, sides: [[2], [1]], oneWay: true });
  world.run(5000);
  return logOf(world, 2);
}

Deno.test("bor 2367: who has not answered once is asked again", () => {
  assertEquals(lostRequest(), ["first", "second"]);
  assertEquals(lostRequest({ nextAnnouncers: ([, ...others]) => others }), ["first"]);
});

Deno.test("nim-libp2p 1081, weave 1807: nothing goes back to who sent it, nor to the source", () => {
  const { world, sent } = nodesWith(triangle, calm);
  tell(world, 0, "once");
  world.run(1000);
  // Two from the source, and one each way between the others.
  assertEquals(sent.get("gossip"), 4);
});

Deno.test("weave 514, mesh 116: over a complete graph a broadcast costs one payload for each other node", () => {
  const { world, sent } = nodesWith(complete(8), calm);
  tell(world, 0, "floods");
  world.run(1000);
  for (const payload of ["a", "b"]) {
    sent.clear();
    tell(world, 0, payload);
    world.run(1000);
    assertEquals(sent.get("gossip"), 7);
  }
});

/** Node 1 sleeps while a payload waits for it, until all others have forgotten that: how often each delivers it. */
function longSleep(rules?: Partial<Rules>): readonly number[] {
  const { world } = nodesWith(triangle, calm, { lifeMs: 300 }, rules);
  world.inject({ kind: "pause", at: 0, node: 1, forMs: 2000 });
  tell(world, 0, "old");
  world.run(3000);
  return [0, 1, 2].map((node) => logOf(world, node).length);
}

Deno.test("go-libp2p-pubsub 524 and 529, kubo 9665: what a sleeper finds in its mailbox does not come back to all others", () => {
  assertEquals(longSleep(), [1, 1, 1]);
  assertEquals(longSleep({ isOver: () => false }), [2, 1, 2]);
});

Deno.test("go-libp2p-pubsub 524: nor is what a sleeper announces asked for", () => {
  const { world, sent } = nodesWith([[0, 1]], calm, { lifeMs: 300, remindMs: 20 });
  world.inject({ kind: "pause", at: 0, node: 1, forMs: 2000 });
  tell(world, 0, "old");
  world.run(2000);
  sent.clear();
  world.run(1000);
  assertEquals(sent.get("graft"), undefined);
  assert(sent.get("ihave")! > 5);
});

Deno.test("serf 78: who has no neighbours collects nothing for them", () => {
  const settings = { cache: 10, dispatchMs: 20, lifeMs: 300 };
  const { world } = nodesWith([], calm, settings, {}, 1);
  for (let i = 0; i < 100; i++) tell(world, 0, `${i}`);
  const { held, queue, received } = world.states[0]!.tree;
  assertEquals([held.size, queue.length, received.size], [10, 0, 100]);
  world.run(1000);
  assertEquals([held.size, received.size, world.pending], [0, 0, 0]);
});

Deno.test("iroh-gossip 135: what was announced and never comes is waited for in bounded time", () => {
  const settings = { timeoutMs: 100, retryMs: 20, tries: 3, lifeMs: 0 };
  const { world, sent } = nodesWith(triangle, calm, settings);
  tell(world, 0, "makes the tree");
  world.run(1000);
  world.inject({ kind: "partition", at: 0, forMs: Infinity, sides: [[0], [2]] });
  for (let i = 0; i < 100; i++) tell(world, 0, `${i}`);
  world.run(11);
  // It has announced all of them to node 2, and can serve none.
  world.inject({ kind: "crash", at: 0, node: 1 });
  assertEquals(world.states[2]!.tree.missing.size, 100);
  world.run(1000);
  assertEquals([world.states[2]!.tree.missing.size, world.pending], [0, 0]);
  assertEquals(sent.get("graft"), 300);
});

Deno.test("nim-libp2p 827: two nodes that send to each other at once leave a link that is the same at both ends", () => {
  for (let apart = 0; apart <= 12; apart++) {
    const { world } = nodesWith(complete(4), calm);
    tell(world, 1, "of 1");
    world.run(apart);
    tell(world, 2, "of 2");
    world.run(1000);
    const eager = world.states.map((s) => s!.tree.eager);
    for (const [node, peers] of eager.entries()) {
      for (const peer of peers) assert(eager[peer]!.includes(node), `${apart} ms apart`);
    }
  }
});

/** What a node of HyParView sends when a message comes to it. */
function sends(view: Partial<View>, from: NodeId, message: Tagged): readonly string[] {
  const state: View = {
    ...{ active: [], silent: [], passive: [], asked: null, refused: 0, named: [] },
    ...view,
  };
  const event = { kind: "message", from, message } as never;
  const { effects } = step(hyparview(small), state, event, { self: 0, nodes: 9 });
  return effects.flatMap((e) => e.kind === "send" ? [`${e.message.type} to ${e.to}`] : []);
}

Deno.test("partisan 61: word of a newcomer goes to those who are neighbours now, not to who was dropped for it", () => {
  const sent = sends({ active: [1, 2, 3], silent: [0, 0, 0] }, 4, { type: "join" });
  const [gone] = sent.filter((each) => each.startsWith("disconnect"));
  assertEquals(sent, [
    gone!,
    "accepted to 4",
    ...[1, 2, 3].filter((peer) => !gone!.endsWith(`${peer}`)).map((peer) =>
      `forwardJoin to ${peer}`
    ),
  ]);
});

Deno.test("iroh-gossip 43 and 117, p2panda 906: who joins again before it was missed is answered", () => {
  assertEquals(sends({ active: [4], silent: [2] }, 4, { type: "join" }), ["accepted to 4"]);
});

/** A node crashes and is back before anybody has missed it; meanwhile there was a broadcast. Who has what in the end. */
function backAtOnce(remindMs: number, seed: number): readonly number[] {
  const world = new World({
    protocol: broadcast({ views: { ...mixed, mixMs: 0 }, tree: { remindMs } }),
    nodes: 7,
    seed,
    trace: "none",
    network: { latency: uniform(1, 20) },
  });
  world.run(1500);
  tell(world as never, 0, "before");
  world.run(500);
  world.inject({ kind: "crash", at: 0, node: 4, downMs: 50 });
  tell(world as never, 0, "meanwhile");
  world.run(3000);
  return world.states.map((s) => s!.tree.log.length);
}

Deno.test("mesh 28 and 13: who is back before it was missed is told what there is, where neighbours are reminded", () => {
  for (let seed = 1; seed <= 5; seed++) {
    assertEquals(backAtOnce(100, seed), [2, 2, 2, 2, 2, 2, 2], `seed ${seed}`);
  }
});

Deno.test("iroh-gossip 152: nodes with enough neighbours do not push each other out for ever", () => {
  let disconnects = 0;
  const world = new World({
    protocol: hyparview({ ...small, active: 4 }),
    nodes: 10,
    seed: 1,
    trace: "none",
    network: { latency: uniform(1, 20) },
    tap({ body }) {
      if ((body as Tagged).type === "disconnect") disconnects++;
    },
  });
  world.run(5000);
  assert(disconnects > 0);
  disconnects = 0;
  world.run(60_000);
  assertEquals(disconnects, 0);
});
