/** What a node of Multi-Raft remembers, in which order it saves it, and what it forgets when it is over. */

import { assert, assertEquals } from "@std/assert";
import { StepIo } from "hb/model/step_io.ts";
import { votersOnly } from "hb/consensus/raft/configuration.ts";
import type { Message, Order, Timer } from "hb/multiraft/messages.ts";
import { newPending } from "hb/multiraft/gateway/asked.ts";
import { multiraft } from "hb/multiraft/multiraft.ts";
import { frozenSource } from "hb/multiraft/range/machine.ts";
import { emptyRange, headOf } from "hb/multiraft/range/state.ts";
import { destroy } from "hb/multiraft/replicas.ts";
import { locate } from "hb/multiraft/serving.ts";
import { decided } from "hb/multiraft/settings.ts";
import { keepAwake, noteSleeper, wake } from "hb/multiraft/sleep.ts";
import type { NodeState, Record as Saved } from "hb/multiraft/state.ts";
import { begin } from "hb/multiraft/step.ts";
import { Node, oneRange } from "hb/laboratory/multiraft/stories/node.ts";
import { World } from "hb/sim/world.ts";

const options = { ranges: [{ group: 1, start: "", end: null, members: [0, 1, 2] }] };
const ask = (key: string) =>
  ({ type: "ask", operation: { type: "put", key, value: "v" } }) as Message;

/** A node that leads group 1, and the others that follow it. */
function led(more: object = {}) {
  const world = new World({
    protocol: multiraft({ ...options, ...more }),
    nodes: 3,
    seed: 1,
    trace: "none",
    clients: {
      workload: [Array.from({ length: 20 }, (_, i) => ({ at: 1500 + 20 * i, input: `k${i}` }))],
      ask: (key) => ask(key as string),
    },
  });
  world.run(3000);
  const states = world.snapshot().states as NodeState[];
  const leader = states.findIndex((s) => s.replicas.get(1)!.group.leading !== null);
  return { states, leader, s: states[leader]! };
}

Deno.test("what was answered is nobody's any more: no ticket, and nothing under way", () => {
  for (const s of led().states) assertEquals([s.tickets.size, s.gateway.pending.size], [0, 0]);
});

Deno.test("who waits for a replica that goes is forgotten with it", () => {
  const { s, leader } = led(), io = new StepIo<Message, Timer, Saved>({ self: leader, nodes: 3 });
  const ticket = { node: 1, id: 5, boot: 1, kind: "operate" } as never;
  s.tickets.set(7, Object.assign({ group: 1 }, ticket));
  s.tickets.set(8, Object.assign({ group: 2 }, ticket));
  destroy(begin(decided(options), s, io), 1, 4);
  assertEquals([...s.tickets.keys()], [8]);
});

Deno.test("the end of a replica is never forgotten for an earlier one", () => {
  const { s, leader } = led(),
    step = () =>
      begin(decided(options), s, new StepIo<Message, Timer, Saved>({ self: leader, nodes: 3 }));
  const ends = [9, 4, null, 12].map((conf) => {
    destroy(step(), 1, conf);
    return s.tombstones.get(1)!.conf;
  });
  assertEquals(ends, [9, 9, null, null]);
});

Deno.test("how often a node has started is saved after all else, and is durable before a number of that start leaves", () => {
  const node = new Node(oneRange(), 0);
  assertEquals(node.saved.at(-1)!.type, "boot");
  const protocol = oneRange(), io = () => new StepIo<Message, Timer, Saved>({ self: 0, nodes: 4 });
  const s = protocol.start(io(), []);
  const sent = (handle: (io: StepIo<Message, Timer, Saved>) => void) => {
    const step = io();
    handle(step);
    return step.effects.flatMap((effect) =>
      effect.kind === "send" && effect.message.type === "route" ? [effect.ahead] : []
    );
  };
  const route = { group: 1, start: "", end: null, version: 1, conf: 0, members: [1], leader: 1 };
  protocol.upon.located(s, { type: "located", id: 99, routes: [route], from: 1 }, io());
  const asks = (key: string) =>
    sent((io) => protocol.upon.ask(s, { ...ask(key), from: 9 } as never, io));
  assertEquals(asks("a"), [undefined]);
  const outcome = { type: "answer", answer: { ok: true, value: null } } as const;
  protocol.upon.routed(s, { type: "routed", id: 0, boot: 1, outcome, routes: [], from: 1 }, io());
  assertEquals(asks("b"), ["ahead"]);
});

Deno.test("who is asked something has nobody that sleeps, and is not about to", () => {
  const { s, leader } = led(), replica = s.replicas.get(1)!;
  Object.assign(replica.idle, { beats: 3, since: 7 });
  replica.sleepers.add(1);
  const io = new StepIo<Message, Timer, Saved>({ self: leader, nodes: 3 });
  keepAwake(begin(decided(options), s, io), 1, replica);
  assertEquals([replica.idle.beats, replica.idle.since, replica.sleepers.size], [0, null, 0]);
});

Deno.test("a range that was split has a snapshot of what it is now", () => {
  const order: Order = { type: "split", at: "m", child: 2 };
  const world = new World({
    protocol: multiraft(options),
    nodes: 3,
    seed: 1,
    trace: "none",
    clients: {
      workload: [[{ at: 1500, input: order }]],
      ask: (): Message => ({ type: "order", key: "x", order }),
    },
  });
  world.run(3000);
  const ends = world.states.map((s) => headOf(s!.replicas.get(1)!.group.snapshot.machine).end);
  assertEquals(ends, ["m", "m", "m"]);
});

Deno.test("a leader that wakes waits for a quorum again", () => {
  const { s, leader } = led({ sleepAfter: 2, raft: { checkQuorum: true } });
  const replica = s.replicas.get(1)!;
  assert(replica.asleepSince !== null && replica.timers.size === 0);
  const io = new StepIo<Message, Timer, Saved>({ self: leader, nodes: 3 });
  wake(begin(decided({ ...options, sleepAfter: 2 }), s, io), 1, replica);
  assert(replica.timers.has("quorum") && replica.timers.has("heartbeat"));
});

Deno.test("a leader that has something to do again does not sleep when the last follower does", () => {
  const { s, leader } = led(), replica = s.replicas.get(1)!, { group } = replica;
  const step = begin(
    decided({ ...options, sleepAfter: 1 }),
    s,
    new StepIo<Message, Timer, Saved>({ self: leader, nodes: 3 }),
  );
  Object.assign(replica.idle, { term: group.term, beats: 3, since: 1 });
  group.transfer = { to: 1 } as never;
  const answered = { term: group.term, round: 2 };
  for (const node of [0, 1, 2]) if (node !== leader) noteSleeper(step, replica, node, answered);
  assertEquals(replica.asleepSince, null);
  delete group.transfer;
  for (const node of [0, 1, 2]) if (node !== leader) noteSleeper(step, replica, node, answered);
  assert(replica.asleepSince !== null);
});

Deno.test("whoever is asked by mistake tells of the range that follows its own as well", () => {
  const protocol = multiraft({
    ranges: [
      { group: 1, start: "", end: "m", members: [0] },
      { group: 2, start: "m", end: null, members: [0, 1] },
    ],
  });
  const io = () => new StepIo<Message, Timer, Saved>({ self: 0, nodes: 2 });
  const s = protocol.start(io(), []), step = io();
  const task = { type: "operate", stamp: null, operation: { type: "get", key: "x" } } as const;
  const routed = { id: 3, boot: 1, group: 1, epoch: { conf: 0, version: 9 }, task } as const;
  protocol.upon.route(s, { type: "route", ...routed, from: 1 }, step);
  const told = step.effects.flatMap((effect) =>
    effect.kind === "send" && effect.message.type === "routed" ? effect.message.routes : []
  );
  assertEquals(told.map(({ group }) => group), [1, 2]);
  assertEquals(locate(s, "x").routes.map(({ group }) => group), [2]);
});

Deno.test("a range that hears that it is a part of another tells all its members", () => {
  const protocol = multiraft({
    ranges: [{ group: 1, start: "", end: "m", members: [0] }],
  });
  const io = () => new StepIo<Message, Timer, Saved>({ self: 0, nodes: 4 });
  const s = protocol.start(io(), []), { group } = s.replicas.get(1)!;
  group.configurations = [{ index: 0, configuration: votersOnly([0, 1, 3]) }];
  const source = { ...emptyRange(1, { start: "", end: "m" }, 2) };
  source.merging = { into: 2, intoVersion: 1, intoKey: "m" };
  Object.assign(group.machine, { version: 2, merging: source.merging });
  const task = { type: "absorb", source: frozenSource(source) } as const;
  s.gateway.pending.set(4, newPending({ address: 0, key: "m", task, merges: 1, only: null }));
  const step = io(), outcome = { type: "answer", answer: { ok: true, value: true } } as const;
  protocol.upon.routed(s, { type: "routed", id: 4, boot: 1, outcome, routes: [], from: 2 }, step);
  const told = step.effects.flatMap((effect) =>
    effect.kind === "send" && effect.message.type === "gone" ? [effect.to] : []
  );
  assertEquals([told, s.replicas.size, s.tombstones.get(1)!.conf], [[1, 3], 0, null]);
});
