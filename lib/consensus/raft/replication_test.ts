import { assertEquals, assertThrows } from "@std/assert";
import { votersOnly } from "./configuration.ts";
import { bare } from "../../replicated/requests.ts";
import type { Entry } from "./entry.ts";
import {
  ack,
  after,
  answered,
  leader,
  logOf,
  progressOf,
  refusal,
  saved,
  sent,
  server,
  upon,
  waits,
} from "./servers_test.ts";
import { ORIGIN } from "../../replicated/position.ts";
import type { State } from "./state.ts";

/** A leader with a log, of whom follower 1 is known to agree up to `match`. */
function leading(terms: number[], match: number, changes: Partial<State<unknown[]>> = {}) {
  const s = leader({ log: logOf(terms), ...changes });
  Object.assign(s.leading!.progress.get(1)!, { mode: "replicate", match, next: match + 1 });
  return s;
}

Deno.test("replication: a request is appended, saved, and sent to all", () => {
  const step = upon(leader(), 9, bare("a"));
  const entry = '{"type":"command","command":"a","stamp":null,"term":1}';
  assertEquals(sent(step, "entries"), [
    `1 appendEntries entries=[${entry}]`,
    `2 appendEntries entries=[${entry}]`,
  ]);
  assertEquals(saved(step).length, 1);
  assertEquals(answered(step), []);
});

Deno.test("replication: what a majority has is committed, applied and answered; the others hear of it later", () => {
  const { state } = upon(leader(), 9, bare("a"));
  const step = upon(state, 1, ack(1));
  assertEquals(step.state.machine, ["a"]);
  assertEquals(answered(step), [{ ok: true, index: 1, result: 1 }]);
  assertEquals(sent(step), []);
  assertEquals(sent(after(step.state, "heartbeat"), "commit"), [
    "1 appendEntries commit=1",
    "2 appendEntries commit=1",
  ]);
});

Deno.test("replication: entries of older terms are committed only with one of the leader's own", () => {
  const s = leading([1, 1, 2], 0, { term: 2 });
  const two = { ...ack(2), term: 2 };
  assertEquals(upon(s, 1, two).state.commitIndex, 0);
  assertEquals(upon(s, 1, { ...two, match: 3 }).state.commitIndex, 3);
});

Deno.test("replication: a probe is one message at a time, until it is answered", () => {
  const first = upon(leader(), 9, bare("a"));
  const second = upon(first.state, 9, bare("b"));
  assertEquals(sent(second), []);
  const step = upon(second.state, 1, ack(1));
  assertEquals(sent(step, "previous"), ['1 appendEntries previous={"index":1,"term":1}']);
  assertEquals([progressOf(step, 1).mode, progressOf(step, 1).next, progressOf(step, 2).mode], [
    "replicate",
    3,
    "probe",
  ]);
});

Deno.test("replication: a heartbeat to a follower that is probed brings nothing that is on its way", () => {
  const { state } = upon(leader(), 9, bare("a"));
  const step = after(state, "heartbeat");
  assertEquals(
    sent(step, "previous", "entries"),
    [1, 2].map((node) => `${node} appendEntries previous={"index":0,"term":0} entries=[]`),
  );
  assertEquals(waits(step), ["heartbeat"]);
});

Deno.test("replication: entries are sent ahead, up to the limits of messages and bytes", () => {
  const s = leading([1, 1, 1, 1, 1, 1], 0);
  const small = { maxEntryBytesPerMessage: 1 };
  const ahead = (options: object) =>
    progressOf(upon(s, 1, ack(0), { ...small, ...options }), 1).next;
  assertEquals(ahead({ maxInflight: 2 }), 3);
  assertEquals(ahead({ maxInflight: 4 }), 5);
  assertEquals(ahead({ maxInflightBytes: 1 }), 2);
  assertEquals(ahead({}), 7);
  const full = upon(s, 1, ack(0), { ...small, maxInflight: 2 });
  assertEquals(sent(full).length, 2);
  assertEquals(sent(upon(full.state, 1, ack(1), { ...small, maxInflight: 2 }), "previous"), [
    '1 appendEntries previous={"index":2,"term":1}',
  ]);
});

Deno.test("replication: after a refusal the leader goes where the hint says, and probes there", () => {
  const s = leading([1, 1, 1, 1, 1], 0);
  Object.assign(s.leading!.progress.get(1)!, { next: 6 });
  const step = upon(s, 1, refusal(5, { term: null, index: 3 }));
  assertEquals(sent(step, "previous"), ['1 appendEntries previous={"index":2,"term":1}']);
  assertEquals([progressOf(step, 1).mode, progressOf(step, 1).paused], ["probe", true]);
  assertEquals(sent(upon(step.state, 1, refusal(5, { term: null, index: 3 }))), []);
});

Deno.test("replication: a hint leads nowhere below what is known to match, nor ahead", () => {
  const s = leading([1, 1, 1, 1, 1], 3);
  Object.assign(s.leading!.progress.get(1)!, { next: 6 });
  assertEquals(progressOf(upon(s, 1, refusal(5, { term: null, index: 1 })), 1).next, 4);
  assertEquals(progressOf(upon(s, 1, refusal(5, { term: 1, index: 9 })), 1).next, 5);
});

Deno.test("replication: a follower that needs compacted entries gets the snapshot, and again if it seems lost", () => {
  const s = leading([1, 1], 0, {
    log: logOf([1], { index: 8, term: 1 }),
    commitIndex: 8,
    lastApplied: 8,
  });
  s.leading!.progress.delete(2);
  Object.assign(s.leading!.progress.get(1)!, { mode: "probe", next: 9 });
  const options = { heartbeatMs: 150 };
  const step = upon(s, 1, refusal(8, { term: null, index: 1 }), options);
  assertEquals(sent(step), ["1 installSnapshot"]);
  const beats = [1, 2].reduce(({ state }) => after(state, "heartbeat", options), step);
  assertEquals(sent(beats, "previous"), ['1 appendEntries previous={"index":0,"term":0}']);
  assertEquals(sent(upon(beats.state, 1, ack(0), options)), ["1 installSnapshot"]);
  const there = upon(beats.state, 1, ack(8), options);
  assertEquals([progressOf(there, 1).mode, sent(there)], ["replicate", ["1 appendEntries"]]);
});

Deno.test("replication: a follower that has installed an outdated snapshot gets the newer one at once", () => {
  const s = leading([], 0, {
    log: logOf([1], { index: 8, term: 1 }),
    commitIndex: 8,
    lastApplied: 8,
  });
  s.leading!.progress.delete(2);
  Object.assign(s.leading!.progress.get(1)!, { mode: "snapshot", next: 6, patience: 9 });
  assertEquals(sent(upon(s, 1, ack(4))), []);
  assertEquals(sent(upon(s, 1, ack(5))), ["1 installSnapshot"]);
});

Deno.test("replication: a follower that fell behind the base while much was on its way gets the snapshot", () => {
  const s = leading([], 0, {
    log: logOf([1], { index: 8, term: 1 }),
    commitIndex: 8,
    lastApplied: 8,
  });
  Object.assign(s.leading!.progress.get(1)!, { next: 5, inflight: [{ last: 4, bytes: 9 }] });
  s.leading!.progress.delete(2);
  assertEquals(sent(after(s, "heartbeat", { maxInflight: 1 })), ["1 installSnapshot"]);
});

Deno.test("replication: a leader that no quorum has answered since it looked last steps down", () => {
  const first = after(leader(), "quorum");
  assertEquals([first.state.leading?.checkedIn, waits(first)], [1, ["quorum"]]);
  const alone = after(first.state, "quorum");
  assertEquals([alone.state.role, waits(alone)], ["follower", ["election"]]);
  const heard = upon(first.state, 2, { ...ack(0), round: 1 });
  assertEquals(after(heard.state, "quorum").state.role, "leader");
});

Deno.test("replication: an answer that is late takes back nothing: the leader has been followed since", () => {
  const first = after(leader(), "quorum");
  const heard = upon(first.state, 2, { ...ack(0), round: 1 });
  const late = upon(heard.state, 2, { ...ack(0), round: 0 });
  assertEquals(progressOf(late, 2).round, 1);
  assertEquals(after(late.state, "quorum").state.role, "leader");
});

Deno.test("replication: answers of strangers and of other terms do not count", () => {
  const { state } = upon(leader({ term: 2 }), 9, bare("a"));
  assertEquals(upon(state, 4, { ...ack(1), term: 2 }).state.commitIndex, 0);
  assertEquals(upon(state, 1, ack(1)).state.commitIndex, 0);
  assertEquals(upon(state, 1, { ...ack(1), term: 3 }).state.role, "follower");
  assertThrows(() => upon(state, 1, { ...ack(5), term: 2 }), Error, "the leader must have it");
});

Deno.test("replication: a snapshot is taken when it is due, and some entries may stay", () => {
  const s = leading([1, 1, 1, 1], 0);
  const step = upon(s, 1, ack(4), { snapshotEvery: 3, keepEntries: 1 });
  assertEquals([step.state.snapshot.last.index, step.state.log.base.index], [3, 2]);
  assertEquals(step.state.snapshot.machine, ["c1", "c2", "c3"]);
  assertEquals(step.state.machine.length, 4);
});

Deno.test("replication: a change that ends by itself is followed by its end, and who has left is told", () => {
  const joint = { ...votersOnly([0, 1]), outgoing: [0, 1, 2], autoLeave: true };
  const s = leader({ configurations: [{ index: 0, configuration: votersOnly([0, 1, 2]) }] });
  const change = {
    type: "change",
    transition: "implicit",
    changes: [{ type: "remove", node: 2 }],
  } as const;
  const settled = upon(upon(s, 9, bare("a")).state, 1, ack(1));
  const begun = upon(settled.state, 9, change);
  assertEquals(begun.state.configurations.at(-1)?.configuration, joint);
  const entered = upon(begun.state, 1, ack(2));
  assertEquals(entered.state.configurations.at(-1)?.configuration, votersOnly([0, 1]));
  const left = upon(entered.state, 1, ack(3));
  assertEquals([...left.state.leading!.progress.keys()], [1]);
  assertEquals(sent(left, "commit"), ["2 appendEntries commit=3"]);
});

Deno.test("replication: a leader that is removed leads until that is committed, and does not count itself", () => {
  const s = leader({ log: logOf([1]), commitIndex: 1, lastApplied: 1 });
  const begun = upon(s, 9, {
    type: "change",
    transition: "auto",
    changes: [{ type: "remove", node: 0 }],
  });
  assertEquals(begun.state.role, "leader");
  const one = upon(begun.state, 1, ack(2));
  assertEquals([one.state.role, one.state.commitIndex], ["leader", 1]);
  const both = upon(one.state, 2, ack(2));
  assertEquals([both.state.role, both.state.commitIndex], ["follower", 2]);
  assertEquals(answered(both), [{ ok: true, index: 2, result: votersOnly([1, 2]) }]);
});

Deno.test("replication: a new leader sends to a member, too, whose removal is not committed yet", () => {
  const removal: Entry = { term: 1, type: "configuration", configuration: votersOnly([0, 1]) };
  const candidate = server({
    role: "candidate",
    term: 2,
    votedFor: 0,
    votes: new Map([[0, true]]),
    log: { base: ORIGIN, entries: [removal] },
    configurations: [
      { index: 0, configuration: votersOnly([0, 1, 2]) },
      { index: 1, configuration: votersOnly([0, 1]) },
    ],
  });
  const yes = { type: "requestVoteReply", term: 2, granted: true, pre: false } as const;
  const step = upon(candidate, 1, yes);
  assertEquals([...step.state.leading!.progress.keys()], [1, 2]);
  assertEquals(sent(step), ["1 appendEntries", "2 appendEntries"]);
});
