/**
 * Reports of broadcast trees that went wrong, each played here in the order in which it happened. Where
 * a rule of ours can be made wrong in the way of the report, the same order of events shows the harm. Those of partial views are in `hyparview_reports_test.ts`.
 *
 * What these report cannot happen here:
 * - jvm-libp2p 472: a mesh that is seeded without the back-off that all else heeds. There is no back-off in Plumtree, and
 *   nobody is punished for a graft: it is asked for only with a payload that is overdue, and always granted.
 * - lodestar 4330, QuilibriumNetwork/monorepo 378, as far as payloads are stored under one key and looked for under another:
 *   a broadcast has one name, its id, and there are no topics.
 * - serf 465, as far as events come again after a restart: what an application has done with them is as lost as the
 *   memory of them; whoever keeps the one must keep the other. What a node counts by is read before anything is sent.
 */

import { assert, assertEquals } from "@std/assert";
import { broadcast } from "hb/membership/broadcast/broadcast.ts";
import { small } from "hb/membership/hyparview/storms.ts";
import { bugs } from "hb/membership/plumtree/bugs.ts";
import type { Rules } from "hb/membership/plumtree/rules.ts";
import type { NodeId } from "hb/model/protocol.ts";
import { constant } from "hb/sim/latency.ts";
import type { NetworkOptions } from "hb/sim/network_options.ts";
import { World } from "hb/sim/world.ts";
import { logOf, nodesWith, tell, triangle } from "./tree_stage.ts";

const change = (bug: string) => bugs[bug]!.change;

/**
 * Two ways from node 0 to node 3: the first broadcast is there first by node 1, the second by node 2, while word that this
 * link is not needed is on its way. Who sends to node 3 at once in the end.
 */
function twoAtOnce(rules?: Partial<Rules>): readonly NodeId[] {
  const ways = (one: number): NetworkOptions => ({
    order: "fifo",
    latency: constant(5),
    links: [
      { from: 0, to: 1, latency: constant(one) },
      { from: 0, to: 2, latency: constant(10) },
    ],
  });
  const links = [[0, 1], [0, 2], [1, 3], [2, 3]] as const;
  const { world } = nodesWith(links, ways(5), { timeoutMs: 10_000 }, rules);
  tell(world, 0, "m1");
  world.run(1);
  world.reshape(ways(17));
  tell(world, 0, "m2");
  world.run(1000);
  assertEquals(logOf(world, 3), ["m1", "m2"]);
  return [1, 2].filter((peer) =>
    world.states[peer]!.tree.eager.includes(3) && world.states[3]!.tree.eager.includes(peer)
  );
}

Deno.test("riak_core 378: prunes for several broadcasts from one root leave every node a branch", () => {
  assertEquals(twoAtOnce(), [2]);
  assertEquals(twoAtOnce({ ...change("prunes its parent"), ...change("eager at one end") }), []);
});

/** Over a finished tree, a payload that takes longer than word of it: how many grafts there are. */
function slowPayloads(rules?: Partial<Rules>): number {
  const slow = { latency: constant(1), types: { gossip: { latency: constant(30) } } };
  const { world, sent } = nodesWith([[0, 1], [0, 2], [1, 2], [1, 3], [2, 3]], slow, {}, rules);
  for (const payload of ["a", "b", "c"]) {
    tell(world, 0, payload);
    world.run(1000);
  }
  assertEquals(logOf(world, 3), ["a", "b", "c"]);
  return sent.get("graft") ?? 0;
}

Deno.test("riak_core 371: a payload that is merely slower than word of it is not grafted", () => {
  assertEquals(slowPayloads(), 0);
  assert(slowPayloads(change("grafts at once")) > 0);
});

Deno.test("helium/plumtree 32: whoever takes a newcomer in has a link to it, too, and both hear each other", () => {
  const world = new World({
    protocol: broadcast({ views: small }),
    nodes: 2,
    seed: 1,
    trace: "none",
  });
  world.run(1000);
  assertEquals(world.states.map((s) => s!.tree.eager), [[1], [0]]);
  for (const node of [0, 1]) world.tell(node, { type: "broadcast", payload: node });
  world.run(1000);
  for (const s of world.states) assertEquals(s!.tree.log.length, 2);
});

Deno.test("partisan 255: a payload that comes from a neighbour who is none any more is taken and handed on", () => {
  const { world } = nodesWith([[0, 1], [1, 2]], { latency: constant(10) });
  tell(world, 0, "on its way");
  world.tell(1, { type: "neighbourDown", node: 0 });
  world.run(1000);
  assertEquals(logOf(world, 2), ["on its way"]);
});

Deno.test("libp2p/specs 215: a hub with many leaves is quiet when there is nothing to tell", () => {
  const leaves = Array.from({ length: 20 }, (_, i) => [0, i + 1] as const);
  const { world, sent } = nodesWith(leaves, { latency: constant(5) });
  for (const node of [0, 7]) {
    tell(world, node, `of ${node}`);
    world.run(1000);
  }
  sent.clear();
  world.run(60_000);
  assertEquals([...sent], []);
  tell(world, 0, "one more");
  world.run(1000);
  assertEquals([...sent], [["gossip", 20]]);
});

/** Two nodes, one of which broadcasts a moment before they are neighbours. */
function tooEarly(rules?: Partial<Rules>): readonly unknown[] {
  const { world } = nodesWith([], { latency: constant(5) }, {}, rules, 2);
  tell(world, 0, "early");
  for (const node of [0, 1]) world.tell(node, { type: "neighbourUp", node: 1 - node });
  world.run(1000);
  return logOf(world, 1);
}

Deno.test("go-libp2p-pubsub 331: what is broadcast before there is a neighbour is not lost", () => {
  assertEquals(tooEarly(), ["early"]);
  assertEquals(tooEarly({ greets: false }), []);
});

/** Node 2 is cut off while a broadcast is new, and hears of it shortly before it is too old; who has had it twice in the end. */
function lateServing(rules?: Partial<Rules>): readonly number[] {
  const settings = { lifeMs: 400, remindMs: 20, timeoutMs: 10, retryMs: 20 };
  const { world } = nodesWith([[0, 1], [1, 2]], { latency: constant(5) }, settings, rules);
  world.inject({ kind: "partition", at: 0, forMs: 300, sides: [[2], [0, 1]] });
  tell(world, 0, "once");
  world.run(3000);
  return world.states.map((s) => s!.tree.log.length);
}

Deno.test("js-libp2p-gossipsub 161: a payload that some hold for long does not come back to those who have forgotten it", () => {
  assertEquals(lateServing(), [1, 1, 1]);
  const [first, second] = lateServing({
    ...change("age begins anew"),
    ...change("forgets too soon"),
  });
  assert(first! > 1 || second! > 1);
});

/** Over a finished tree, four broadcasts of which nodes hold two: how many each announcement names. */
function announced(rules?: Partial<Rules>): readonly number[] {
  const settings = { cache: 2, dispatchMs: 50 }, named: number[] = [];
  const { world, sent } = nodesWith(triangle, { latency: constant(5) }, settings, rules, 3, named);
  tell(world, 0, "first");
  world.run(1000);
  for (const payload of ["a", "b", "c", "d"]) tell(world, 0, payload);
  world.run(1000);
  assertEquals(sent.get("graft"), undefined);
  return named;
}

Deno.test("js-libp2p-gossipsub 161: what is announced can be served", () => {
  assertEquals(announced(), [2, 2]);
  assertEquals(announced(change("announces what it has dropped")), [4, 4]);
});

Deno.test("serf 465: a node that comes back counts on from what it has saved", () => {
  const times = (rules?: Partial<Rules>) => {
    const { world } = nodesWith([[0, 1]], { latency: constant(5) }, {}, rules);
    for (const payload of ["before", "after"]) {
      tell(world, 0, payload);
      world.run(100);
      if (payload === "after") break;
      world.inject({ kind: "crash", at: 0, node: 0 });
      world.inject({ kind: "crash", at: 0, node: 1 });
      for (const node of [0, 1]) world.restart(node);
    }
    return world.states[0]!.tree.log.map(({ id }) => id.time);
  };
  assertEquals(times(), [2]);
  assertEquals(times(change("an id is used again")), [1]);
});
