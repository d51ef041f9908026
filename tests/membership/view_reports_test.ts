/**
 * Reports of memberships and views that went wrong, each played here in the order in which it happened. Where a rule of
 * ours can be made wrong in the way of the report, the same order of events shows the harm.
 *
 * What these report cannot happen here, or is shown elsewhere:
 * - memberlist 311 and PR 345, daos PR 10435, consul 3706 and 6897, scylladb 14991: rumours about members, that are
 *   dropped, early, or come again. Views are decided once, and nobody is told of members but by a view.
 * - habitat 5581, swim-js 10, nodedb PR 243: the life of a node is saved before anything is said in it; that it must
 *   be is the kit's "comes back as who it was".
 * - akka-core PR 526, PR 25259: there are no statistics; a member is watched from the moment at which its view begins.
 */

import { assert, assertEquals } from "@std/assert";
import { bugs } from "hb/membership/view/bugs.ts";
import { type Diary, diary } from "hb/membership/view/diary.ts";
import { inViews } from "hb/membership/view/in_views.ts";
import type { Saved } from "hb/membership/view/journal.ts";
import type { Message } from "hb/membership/view/messages.ts";
import type { Rules } from "hb/membership/view/rules.ts";
import type { Settings } from "hb/membership/view/settings.ts";
import type { State } from "hb/membership/view/state.ts";
import { nodesOf, viewLabel } from "hb/membership/view/view.ts";
import { step } from "hb/model/step.ts";
import { constant } from "hb/sim/latency.ts";
import { World } from "hb/sim/world.ts";

function groupOf(nodes: number, settings: Partial<Settings> = {}, rules: Partial<Rules> = {}) {
  return new World({
    protocol: inViews(diary(3), settings, rules),
    nodes,
    network: { latency: constant(5) },
    seed: 1,
  });
}

type Group = ReturnType<typeof groupOf>;

const rulesOf = (bug: string): Partial<Rules> => bugs[bug]!.change.rules!;
const views = ({ states }: Group) =>
  states.map((s) => s && (s.phase === "member" ? viewLabel(s.view) : s.phase));

/** Node 0 goes on without node 2, which has crashed; node 1 does not hear of that, and tells of the view with node 2. */
function removedAndToldOf(rules: Partial<Rules> = {}) {
  const world = groupOf(3, {}, rules);
  world.run(100);
  world.inject({ kind: "crash", at: 0, node: 2 });
  world.run(1000, ({ states }) => states[0]!.attempt?.proposed === true);
  // All that node 0 says from now on is lost on the way to node 1 but its consensus, of which that has voted.
  world.run(17);
  world.inject({ kind: "partition", at: 0, forMs: 100, sides: [[0], [1]], oneWay: true });
  world.run(80);
  const meanwhile = views(world);
  world.run(2000);
  return { meanwhile, after: views(world) };
}

Deno.test("akka.net 8467, akka-core PR 1432: who still tells of a removed member does not bring it back", () => {
  const apart = ["2: 0 1", "1: 0 1 2", undefined], together = ["2: 0 1", "2: 0 1", undefined];
  assertEquals(removedAndToldOf(), { meanwhile: apart, after: together });
  // Nobody tells it, and it cannot go on alone.
  assertEquals(removedAndToldOf(rulesOf("nobody tells who was left out")).after, [
    "3: 0",
    ...apart.slice(1),
  ]);
});

/** What a member knows of others who are in no view with it. */
function strangers(s: Readonly<State<Diary, string>>): number[] {
  const members = nodesOf(s.view);
  return [...s.acks.keys(), ...s.suspects, ...s.channels.keys(), ...s.leaves]
    .filter((node) => !members.includes(node));
}

/** Node 2 crashes and is left out; whom of the others the members know of then. */
function knownAfterRemoval(rules: Partial<Rules> = {}): number[] {
  const world = groupOf(3, {}, rules);
  for (const node of [0, 1, 2]) world.tell(node, { type: "ask", input: `of ${node}` });
  world.run(200);
  world.inject({ kind: "crash", at: 0, node: 2 });
  world.run(1000);
  return world.states.flatMap((s) => s === undefined ? [] : strangers(s));
}

Deno.test("akka.net 8011, akka-core PR 23324: nothing that a member knows is about who was removed", () => {
  assertEquals(knownAfterRemoval(), []);
  assertEquals(knownAfterRemoval(rulesOf("an acknowledgement of the last view counts")), [2, 2]);
});

/** C is killed; B leaves while C is missed; C and B start again. */
function leavesWhileOneIsDown(rules: Partial<Rules> = {}) {
  const world = groupOf(3, {}, rules);
  world.run(100);
  world.inject({ kind: "crash", at: 0, node: 2, downMs: 1500 });
  world.run(260);
  world.tell(1, { type: "leave" });
  world.run(1000);
  const meanwhile = views(world);
  world.tell(1, { type: "enter" });
  world.run(3000);
  return {
    meanwhile,
    after: new Set(world.states.map((s) => [...nodesOf(s!.view)].sort().join())),
  };
}

Deno.test("akka-samples 66, akka-core 18368: a member leaves while another one is dead, and both come back", () => {
  const { meanwhile, after } = leavesWhileOneIsDown();
  assertEquals([meanwhile[0]!.split(" ").slice(1), meanwhile[1]], [["0"], "out"]);
  assertEquals(after, new Set(["0,1,2"]));
  // Where all that ever were count, the dead must agree to their own removal.
  const counting = leavesWhileOneIsDown(rulesOf("a majority of all that ever were"));
  assertEquals(counting.after.has("0,1,2"), false);
});

Deno.test("chitchat 94: a newcomer that has never heard from a member of its view misses it all the same", () => {
  const world = groupOf(3, { founders: [0, 1] });
  // Node 2 is let in when node 1 has just died, so that its first view has node 1 in it.
  world.run(1000, ({ states }) => nodesOf(states[0]!.view).includes(2));
  world.inject({ kind: "crash", at: 0, node: 1 });
  world.run(2000);
  for (const node of [0, 2]) assertEquals(nodesOf(world.states[node]!.view), [0, 2]);
});

Deno.test("daos PR 18635: a suspicion of one life of a node does not fall on the next one", () => {
  const world = groupOf(3, { suspectMs: 1000 });
  world.run(900);
  world.inject({ kind: "crash", at: 0, node: 2, downMs: 800 });
  world.run(2000, ({ states }) => states[0]!.view.number === 2);
  const admittedAt = world.now;
  assert(admittedAt < 1900, "before the suspicion of its last life");
  world.inject({ kind: "partition", at: 0, forMs: Infinity, sides: [[2], [0, 1]] });
  world.run(900);
  assert(world.now > 1900);
  assertEquals([...world.states[0]!.suspects], []);
  world.run(200);
  assertEquals(nodesOf(world.states[0]!.view), [0, 1]);
});

/** Node 0 of two, which is in view 2 and has multicast a message; and what it keeps when it hears this from node 1. */
function keptAfter(...heard: readonly Message<string>[]) {
  const at = { self: 0, nodes: 2 };
  const protocol = inViews(diary(3), { durable: true });
  const view = { number: 2, members: [{ node: 0, life: 0 }, { node: 1, life: 1 }] };
  const app: Diary = {
    known: [],
    waiting: new Map(),
    pages: [{ view, opening: [], delivered: [], stable: 0 }],
  };
  const journal: Saved<string>[] = [
    { type: "view", life: 0, view, last: null, channels: new Map(), queue: [], app },
  ];
  let { state } = step(protocol, undefined, { kind: "start", journal }, at);
  for (
    const [from, message] of [
      [9, { type: "ask", input: "a" }] as const,
      ...heard.map((m) => [1, m] as const),
    ]
  ) {
    ({ state } = step(protocol, state, { kind: "message", from, message }, at));
  }
  return [state.phase, state.channels.get(0)?.kept] as const;
}

Deno.test("an acknowledgement, a beat or a word of expulsion counts in the view only in which it was said", () => {
  const kept: ReturnType<typeof keptAfter> = ["member", ["a"]];
  assertEquals(keptAfter({ type: "ack", view: 1, sequence: 1 }), kept);
  const beat = { type: "beat", got: new Map([[0, 1]]), suspects: [], closed: false } as const;
  assertEquals(keptAfter({ ...beat, view: 1 }), kept);
  assertEquals(keptAfter({ type: "expelled", ended: 1, view: 4 }), kept);
  assertEquals(keptAfter({ type: "ack", view: 2, sequence: 1 }), ["member", []]);
  assertEquals(keptAfter({ ...beat, view: 2 }), ["member", []]);
  assertEquals(keptAfter({ type: "expelled", ended: 2, view: 4 })[0], "joining");
});
