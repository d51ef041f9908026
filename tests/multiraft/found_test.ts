/** What storms have found in this Multi-Raft, each in the few steps that it takes. */

import { assert, assertEquals } from "@std/assert";
import { votersOnly } from "hb/consensus/raft/configuration.ts";
import type { Message } from "hb/multiraft/messages.ts";
import { frozenSource } from "hb/multiraft/range/machine.ts";
import { multiraft } from "hb/multiraft/multiraft.ts";
import { emptyRange, rangeOf } from "hb/multiraft/range/state.ts";
import { World } from "hb/sim/world.ts";
import type { Record as Saved } from "hb/multiraft/state.ts";
import { Node, oneRange, Range, snapshotOf, stands } from "hb/laboratory/multiraft/stories/node.ts";
import { aNewMember } from "hb/laboratory/multiraft/stories/of_nodes.ts";

const all = () => new Range(emptyRange(1, { start: "", end: null }, 1));
const gones = (messages: readonly Message[]) => messages.filter(({ type }) => type === "gone");

/** Node 0, whose group 1 has the members 0 and 1 since entry 5. */
function whoRemoved(): Node {
  const node = new Node(oneRange(), 0);
  node.hand(1, snapshotOf(all(), { index: 5, members: [0, 1] }));
  return node;
}

Deno.test("a new member that gets a snapshot of before it came stays, also when it crashes then", () => {
  assertEquals(aNewMember(), undefined);
  const node = new Node(oneRange(), 3);
  node.hand(0, snapshotOf(all(), { index: 0, conf: 4 }));
  assertEquals(rangeOf(node.state!.replicas.get(1)!.group.machine), rangeOf(all().state));
  node.restart([...node.saved]);
  assert(node.state!.replicas.has(1));
  // In the configuration in which it was called, or a later one, it is a member or gone.
  node.hand(0, snapshotOf(all(), { index: 4, conf: 0 }));
  assert(!node.state!.replicas.has(1));
});

Deno.test("a member that was removed and added, and knows of neither, does not go when it learns the first", () => {
  const node = new Node(oneRange({}, [0, 1]), 1);
  const { message, ...carried } = snapshotOf(all(), { index: 3, members: [0], conf: 5 });
  const replies = node.hand(0, { ...carried, message });
  assertEquals(replies.map((each) => each.type === "group" && each.message.type), [
    "appendEntriesReply",
  ]);
  // What it has agreed to it must have: the leader counts it.
  assertEquals(node.state!.replicas.get(1)?.group.log.base.index, 4);
  // Nor does it go when it is told late that it was removed.
  node.hand(0, { type: "gone", group: 1, conf: 4 });
  assert(node.state!.replicas.has(1));
});

Deno.test("a configuration that has vanished keeps no replica for ever that it would have made a member", () => {
  const node = new Node(oneRange({}, [0, 1, 2]), 2);
  node.inGroup(1, 9, stands(3));
  node.hand(0, snapshotOf(all(), { index: 7, members: [0, 1], conf: 0 }));
  assert(node.state!.replicas.has(1), "it may be a member since entry 9");
  // Entry 9 is another one, and its members are those of entry 7.
  node.hand(0, { type: "gone", group: 1, conf: 12 });
  assert(!node.state!.replicas.has(1));
  const told = new Node(oneRange({}, [0, 1]), 0);
  told.hand(1, snapshotOf(all(), { index: 11, members: [0, 1] }));
  assertEquals(gones(told.hand(2, { type: "member?", group: 1, conf: 12 })), [
    { type: "gone", group: 1, conf: 12 },
  ]);
});

Deno.test("who was removed, and has the entry that says so but does not know it decided, is told", () => {
  const node = whoRemoved();
  const asks = { type: "group", group: 1, conf: 5, message: stands(3) } as const;
  assertEquals(gones(node.hand(2, asks)), [{ type: "gone", group: 1, conf: 6 }]);
  assertEquals(gones(node.hand(1, asks)), []);
});

Deno.test("whether somebody is a member still, nobody says by an entry that is not decided", () => {
  const node = new Node(oneRange(), 0), previous = { index: 1, term: 1 };
  const entry = { type: "configuration", configuration: votersOnly([0, 1]), term: 1 } as const;
  const append = { type: "appendEntries", term: 1, previous, entries: [entry], round: 1 } as const;
  node.inGroup(1, 0, { ...append, commit: 1 });
  const doubts = { type: "member?", group: 1, conf: 0 } as const;
  assertEquals(gones(node.hand(2, doubts)), []);
  node.inGroup(1, 0, { ...append, previous: { index: 2, term: 1 }, entries: [], commit: 2 });
  assertEquals(gones(node.hand(2, doubts)).length, 1);
});

Deno.test("a replica in the way of another asks whether it is a member; only who is none is told so", () => {
  const node = whoRemoved();
  const doubts = { type: "member?", group: 1, conf: 0 } as const;
  assertEquals(gones(node.hand(2, doubts)).length, 1);
  assertEquals(gones(node.hand(1, doubts)), []);
  const other = new Node(oneRange(), 2);
  const child = new Range(emptyRange(2, { start: "m", end: null }, 2));
  const asked = other.hand(0, snapshotOf(child)).filter(({ type }) => type === "member?");
  assert(asked.length >= 2);
});

Deno.test("a snapshot that is older than a range beside it is no danger: its log goes on from there", () => {
  const node = new Node(oneRange({}, [0, 1]), 2);
  node.hand(0, snapshotOf(new Range(emptyRange(2, { start: "m", end: null }, 2))));
  node.hand(0, snapshotOf(all()));
  assertEquals([...node.state!.replicas].map(([id, { group }]) => [id, group.machine.version]), [
    [2, 2],
    [1, 1],
  ]);
});

Deno.test("a gateway that is told by a node that it has no replica asks where the key is", () => {
  const node = new Node(oneRange(), 3);
  const route = { ...rangeOf(all().state), conf: 0, members: [0, 1, 2], leader: null };
  node.hand(0, { type: "located", id: 0, routes: [route] });
  node.hand(9, { type: "ask", operation: { type: "get", key: "x" } });
  node.hand(0, { type: "routed", id: 0, boot: 1, outcome: { type: "no replica" }, routes: [] });
  assertEquals(node.state!.gateway.routes, []);
});

Deno.test("a route tells of members that are decided, and not of those who may vanish with their entry", () => {
  const node = whoRemoved();
  const entry = { type: "configuration", configuration: votersOnly([0, 1, 2]), term: 2 } as const;
  const previous = { index: 6, term: 1 };
  const append = { type: "appendEntries", term: 2, previous, entries: [entry], round: 1 } as const;
  const confOfRoute = () =>
    node.hand(3, { type: "locate", id: 0, key: "x" })
      .flatMap((each) => each.type === "located" ? each.routes : [])
      .map(({ conf, members }) => [conf, members]);
  node.inGroup(1, 5, { ...append, commit: 6 });
  assertEquals(confOfRoute(), [[5, [0, 1]]]);
  node.inGroup(1, 7, { ...append, previous: { index: 7, term: 2 }, entries: [], commit: 7 });
  assertEquals(confOfRoute(), [[7, [0, 1, 2]]]);
});

Deno.test("what a node saves is what it starts from again", () => {
  const node = whoRemoved(), before = rangeOf(node.state!.replicas.get(1)!.group.machine);
  const journal: Saved[] = [...node.saved];
  node.restart(journal);
  assertEquals(rangeOf(node.state!.replicas.get(1)!.group.machine), before);
  assertEquals(node.state!.boot, 2);
});

Deno.test("a range that has stopped does not pass a version over that is to come: those of a key never go down", () => {
  const range = (group: number, start: string, end: string | null) =>
    new Range(emptyRange(group, { start, end }, 1));
  const [first, second, third] = [range(1, "", "g"), range(2, "g", "p"), range(3, "p", null)];
  second!.apply({ type: "freeze", version: 1, into: 1, intoVersion: 1, intoKey: "" });
  third!.apply({ type: "freeze", version: 1, into: 2, intoVersion: 9, intoKey: "g" });
  const { version } = second!.state, copy = frozenSource(second!.state);
  const answer = second!.apply({ type: "absorb", source: frozenSource(third!.state) });
  assertEquals(answer, { ok: false, why: "stale", range: rangeOf(second!.state) });
  assertEquals(second!.state.version, version);
  first!.apply({ type: "absorb", source: copy });
  assert(first!.state.version > second!.state.version);
});

Deno.test("a range does not stop to become a part of what is a part of it: it would wait for ever", () => {
  const left = new Range(emptyRange(1, { start: "", end: "m" }, 1));
  const right = new Range(emptyRange(2, { start: "m", end: null }, 1));
  right.apply({ type: "freeze", version: 1, into: 1, intoVersion: 1, intoKey: "" });
  left.apply({ type: "absorb", source: frozenSource(right.state) });
  const { version } = left.state;
  const late = { type: "freeze", version, into: 2, intoVersion: 1, intoKey: "x" } as const;
  const words = "a range cannot become a part of itself";
  assertEquals(left.apply(late), { ok: false, why: "refused", words });
  assertEquals(left.state.merging, null);
});

Deno.test("a leader that leaves does not put its group to sleep: whoever asks is answered", () => {
  const changes = [
    ...[1, 5].map((node) => ({ type: "remove", node } as const)),
    { type: "addVoter", node: 2 } as const,
  ];
  const get = { type: "ask", operation: { type: "get", key: "x" } } as const;
  for (let seed = 1; seed <= 12; seed++) {
    const world = new World({
      protocol: multiraft({
        ranges: [{ group: 1, start: "", end: null, members: [1, 3, 5] }],
        sleepAfter: 1,
        electionTimeoutMs: [150, 300],
        heartbeatMs: 50,
      }),
      nodes: 6,
      seed,
      trace: "none",
      clients: {
        workload: [
          [{
            at: 3000,
            input: {
              type: "order",
              key: "x",
              order: { type: "members", transition: "auto", changes },
            },
          }],
          [{ at: 8000, input: get }],
          [{ at: 8000, input: get }],
        ],
        ask: (input) => input as Message,
        to: ({ client }) => client,
        link: "local",
      },
    });
    world.run(20_000);
    assertEquals(world.history.map(({ outcome }) => outcome), ["ok", "ok", "ok"], `seed ${seed}`);
  }
});
