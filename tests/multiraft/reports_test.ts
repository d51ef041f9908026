/**
 * Reports of real systems of many Raft groups that went wrong, each played here in the order in which it happened, small.
 * Where a rule of ours can be made wrong in the way of the report, the same order of events shows the harm.
 *
 * What these report cannot happen here:
 * - tikv 17469: a replica that was replaced goes on with its queue. Here no replica has a queue: a message is handed to
 *   whichever replica the node has at that moment. What the one had promised binds the other: the instances explore it.
 * - tikv 8783: two tables of ranges disagree. Here there is one, of replicas; where keys are is looked up in it.
 * - cockroach 60520: a merge learnt through a snapshot skips the protection of reads. Here no range remembers when its
 *   keys were read: a read proves that its leader leads, and a range that has stopped answers none.
 * - tikv 9505: a joint change demotes the leader while the group sleeps. Here a group with a joint change does not sleep,
 *   nor one whose leader leaves; `found_test.ts` tries the second.
 * - pd 1652 and 5976: operators of a placement driver; they belong to `driver/`, and its tests.
 * - tinykv 415: a client asks the same group again for ever. Here a gateway asks by key; `storms.ts` tries it.
 * - scylla 31267: a promise to be ready for a split is lost in a restart. Here a split is one entry of one log.
 * - yugabyte 30555: transactions across a split. Here there are none.
 * - MIT 6.824 lab 5: a configuration that is not decided by Raft. Here splits, merges and members all are.
 */

import { assert, assertEquals } from "@std/assert";
import { votersOnly } from "hb/consensus/raft/configuration.ts";
import type { Message, Timer } from "hb/multiraft/messages.ts";
import { nested, wrapped } from "hb/model/nested.ts";
import { multiraft, type MultiRaftProtocol } from "hb/multiraft/multiraft.ts";
import type { Record as Saved } from "hb/multiraft/state.ts";
import { World } from "hb/sim/world.ts";
import { emptyRange, type News, paging, rangeOf } from "hb/multiraft/range/state.ts";
import { learn, routeTo } from "hb/multiraft/gateway/routes.ts";
import { frozenSource } from "hb/multiraft/range/machine.ts";
import { bornJournal } from "hb/multiraft/born.ts";
import { rules } from "hb/multiraft/rules.ts";
import {
  isVote,
  Node,
  oneRange,
  Range,
  snapshotOf,
  stands,
} from "hb/laboratory/multiraft/stories/node.ts";
import { aSleeperIsAsked } from "hb/laboratory/multiraft/stories/of_clusters.ts";
import { scansAcrossAMerge } from "hb/laboratory/multiraft/stories/of_gateways.ts";
import { aLateCopy, askedOfAChild } from "hb/laboratory/multiraft/stories/of_ranges.ts";

/** Group 1 has split; this is its child, group 2. */
function childOf(parent: Range): Range {
  parent.apply({ type: "split", version: 1, at: "m", child: 2 });
  return new Range(parent.born!);
}

Deno.test("tikv 529: the snapshot of a range waits until its parent has applied the split", () => {
  const node = new Node(oneRange(), 2);
  const parent = new Range(emptyRange(1, { start: "", end: null }, 1)), child = childOf(parent);
  node.hand(0, snapshotOf(child));
  assertEquals(node.state!.replicas.get(2)!.group.machine.version, 0);
  // The parent's own snapshot tells of the split; then there is room.
  const later = snapshotOf(parent), { message } = later;
  if (message.type !== "installSnapshot") throw new Error("no snapshot");
  const snapshot = { ...message.snapshot, last: { index: 9, term: 1 } };
  node.hand(0, { ...later, message: { ...message, snapshot } });
  assertEquals(rangeOf(node.state!.replicas.get(1)!.group.machine), rangeOf(parent.state));
  node.hand(0, snapshotOf(child));
  assertEquals(rangeOf(node.state!.replicas.get(2)!.group.machine), rangeOf(child.state));
});

Deno.test("tikv 529: a split does not overwrite the replica that has come before it", () => {
  const node = new Node(oneRange({ rules: { mayInstall: () => true } }), 2);
  const parent = new Range(emptyRange(1, { start: "", end: null }, 1)), child = childOf(parent);
  child.apply({
    type: "operate",
    version: 2,
    stamp: null,
    operation: { type: "put", key: "x", value: "kept" },
  });
  node.hand(0, snapshotOf(child));
  const born: Extract<News, { type: "born" }> = {
    type: "born",
    range: rangeOf(child.state),
    state: paging.freeze(child.state),
    index: 2,
    configuration: votersOnly([0, 1, 2]),
  };
  assertEquals(bornJournal(rules, node.state!, 2, born), undefined);
  assert(bornJournal({ ...rules, isHere: () => false }, node.state!, 2, born) !== undefined);
});

Deno.test("tikv 6460: what a neighbour says is about one stop of a range, and no other", () => {
  assertEquals(aLateCopy(), undefined);
  // A thaw names the version in which the range had stopped: one for the first stop does not end the second.
  const range = new Range(emptyRange(2, { start: "m", end: null }, 1));
  range.apply({ type: "freeze", version: 1, into: 1, intoVersion: 1, intoKey: "" });
  range.apply({ type: "thaw", version: 2 });
  range.apply({ type: "freeze", version: 3, into: 1, intoVersion: 2, intoKey: "" });
  assertEquals(range.apply({ type: "thaw", version: 2 }).ok, false);
  assert(range.state.merging !== null);
  assertEquals([rules.isOfThisStop(2, 4), rules.isOfThisStop(4, 4)], [false, true]);
});

Deno.test("tikv 12232: a replica that goes while its range has stopped may come back when it goes on", () => {
  const node = new Node(oneRange(), 2);
  node.hand(1, { type: "gone", group: 1, conf: 5 });
  assertEquals(node.state!.tombstones.get(1)?.conf, 5);
  node.inGroup(0, 5, stands(3));
  assert(!node.state!.replicas.has(1), "who was a member of the same configuration calls it");
  node.inGroup(0, 6, stands(3));
  assert(node.state!.replicas.has(1));
  // Only where the range is a part of another for good, nobody calls it back.
  node.hand(1, { type: "gone", group: 1, conf: null });
  node.inGroup(0, 9, stands(4));
  assert(!node.state!.replicas.has(1));
});

Deno.test("tikv 3116: a range that has stopped answers no reads, by whatever right", () => {
  const range = new Range(emptyRange(2, { start: "m", end: null }, 1));
  range.apply({ type: "freeze", version: 1, into: 1, intoVersion: 1, intoKey: "" });
  for (const version of [1, 2]) {
    const operation = { type: "get", key: "x" } as const;
    assertEquals(range.apply({ type: "operate", version, stamp: null, operation }).ok, false);
  }
});

Deno.test("cockroach 20939: what is split off is saved before the snapshot that has the split", () => {
  const saved: string[] = [];
  const note = ({ type, ...rest }: Saved) => {
    if ("record" in rest) saved.push(`${rest.group} ${rest.record.type}`);
    else saved.push(type);
  };
  const world = new World({
    protocol: noting(
      multiraft({
        ranges: [{ group: 1, start: "", end: null, members: [0] }],
        snapshotEvery: 1,
      }),
      note,
    ),
    nodes: 1,
    seed: 1,
    trace: "none",
    clients: {
      workload: [[{ at: 2000, input: { type: "split", at: "m", child: 2 } }]],
      ask: (order) => ({ type: "order", key: "m", order } as never),
    },
  });
  world.run(4000);
  assertEquals(world.history.map(({ output }) => output), [{ ok: true, words: null }]);
  const child = saved.indexOf("2 snapshot");
  assert(child > 0 && saved.slice(child).includes("1 snapshot"), saved.join(", "));
});

/** A protocol of which each record is noted that it saves. */
function noting(protocol: MultiRaftProtocol, note: (record: Saved) => void): MultiRaftProtocol {
  return wrapped(protocol, (io) =>
    nested<Message, Timer, Saved>(io, {
      save(record) {
        note(record);
        io.save(record);
      },
    }));
}

Deno.test("tikv 16429: a replica that sleeps wakes for who wants its vote", () => {
  assertEquals(aSleeperIsAsked(), undefined);
});

Deno.test("cockroach 1428: an older route does not take the place of a newer one, and a wide one goes", () => {
  const route = (group: number, start: string, end: string | null, version: number) => {
    return { group, start, end, version, conf: 0, members: [0], leader: 0 };
  };
  const wide = route(1, "", null, 1), left = route(1, "", "m", 2), right = route(2, "m", null, 2);
  const now = [wide, left, right].reduce(learn, []);
  assertEquals(now, [left, right]);
  assertEquals(learn(now, wide), now);
  assertEquals(routeTo(learn([wide], right), "x"), right);
  assertEquals(routeTo(learn([wide], right), "a"), undefined);
});

Deno.test("cockroach 1428: a scan goes on where it has come to, wherever ranges are believed to begin", () => {
  assertEquals(scansAcrossAMerge(), undefined);
});

Deno.test("yugabyte 32697: a range that was split off remembers what its parent has answered", () => {
  assertEquals(askedOfAChild(), undefined);
});

Deno.test("yugabyte 13444: a snapshot has the bounds of its range, and all else that it is", () => {
  const range = new Range(emptyRange(2, { start: "m", end: "t" }, 1));
  range.apply({ type: "freeze", version: 1, into: 1, intoVersion: 1, intoKey: "" });
  assertEquals(paging.thaw(frozenSource(range.state).state), range.state);
});

Deno.test("etcd 20269: a member that has lost its log does not vote for who takes it for what it was", () => {
  const node = new Node(oneRange(), 2);
  node.hand(1, { type: "gone", group: 1, conf: 5 });
  node.inGroup(0, 7, stands(3));
  // Node 1 was removed, too, and does not know it; its log is shorter than what has been committed since.
  assert(!isVote(node.inGroup(1, 0, stands(4, 2))));
  assert(isVote(node.inGroup(0, 7, stands(5))));
});
