import { assertEquals, assertThrows } from "@std/assert";
import { votersOnly } from "./configuration.ts";
import { fold } from "./journal.ts";
import { command, leader, logOf, saved, sent, server, upon, waits } from "./servers_test.ts";
import type { Snapshot } from "./snapshot.ts";

const append = (index: number, term: number, ...terms: number[]) => ({
  type: "appendEntries",
  term: 3,
  previous: { index, term },
  entries: terms.map((each, i) => command(each, `c${index + 1 + i}`)),
  commit: 0,
  round: 4,
} as const);

Deno.test("following: entries that fit are saved, then acknowledged up to the last of them", () => {
  const step = upon(server({ term: 3, log: logOf([1]) }), 1, append(1, 1, 2, 3));
  assertEquals(saved(step), [{
    type: "append",
    after: 1,
    entries: logOf([1, 2, 3]).entries.slice(1),
  }]);
  assertEquals(sent(step, "success", "match", "round"), [
    "1 appendEntriesReply success=true match=3 round=4",
  ]);
  assertEquals([step.state.leader, step.state.lease], [1, true]);
  assertEquals(waits(step), ["election"]);
});

Deno.test("following: entries that are there are acknowledged, and not saved again", () => {
  const step = upon(server({ term: 3, log: logOf([1, 2, 3]) }), 1, append(0, 0, 1, 2));
  assertEquals([saved(step), step.state.log.entries.length], [[], 3]);
  assertEquals(sent(step, "match"), ["1 appendEntriesReply match=2"]);
});

Deno.test("following: what contradicts the leader is cut off", () => {
  const s = server({ term: 3, log: logOf([1, 2, 2, 2]) });
  const step = upon(s, 1, append(1, 1, 2, 3));
  assertEquals(step.state.log, logOf([1, 2, 3]));
  assertEquals(saved(step), [{ type: "append", after: 2, entries: [command(3, "c3")] }]);
});

Deno.test("following: a gap or a contradiction is refused with a hint", () => {
  const s = server({ term: 3, log: logOf([1, 2, 2]) });
  assertEquals(sent(upon(s, 1, append(5, 3)), "success", "previous", "hint"), [
    '1 appendEntriesReply success=false previous=5 hint={"term":null,"index":4}',
  ]);
  assertEquals(sent(upon(s, 1, append(3, 3)), "success", "previous", "hint"), [
    '1 appendEntriesReply success=false previous=3 hint={"term":2,"index":2}',
  ]);
});

Deno.test("following: an older leader is told the term, and not followed", () => {
  const s = server({ term: 5 });
  const step = upon(s, 1, append(0, 0, 3));
  assertEquals(sent(step, "term", "success"), ["1 appendEntriesReply term=5 success=false"]);
  assertEquals(step.state, s);
});

Deno.test("following: what the leader has committed is applied, as far as the logs agree", () => {
  const s = server({ term: 3, log: logOf([3, 3, 3]) });
  const step = upon(s, 1, { ...append(0, 0, 3), commit: 3 });
  assertEquals([step.state.commitIndex, step.state.machine], [1, ["c1"]]);
});

Deno.test("following: a candidate follows the leader of its term, and two leaders in a term are an error", () => {
  const candidate = server({ role: "candidate", term: 3, votes: new Map([[0, true]]) });
  assertEquals(upon(candidate, 1, append(0, 0)).state.role, "follower");
  assertThrows(
    () => upon(leader({ term: 3 }), 1, append(0, 0)),
    Error,
    "a term must have one leader",
  );
});

Deno.test("following: committed entries cannot be cut off", () => {
  const s = server({ term: 3, log: logOf([1, 1]), commitIndex: 2, lastApplied: 2 });
  assertThrows(() => upon(s, 1, append(1, 1, 2)), Error, "committed entries must stay");
});

Deno.test("following: a configuration holds when it is appended, and no more when it is cut off", () => {
  const entry = {
    term: 3,
    type: "configuration",
    configuration: votersOnly([0, 1, 2, 3]),
  } as const;
  const step = upon(server({ term: 3 }), 1, { ...append(0, 0), entries: [entry] });
  assertEquals(step.state.configurations.at(-1), {
    index: 1,
    configuration: votersOnly([0, 1, 2, 3]),
  });
  const cut = upon(step.state, 2, { ...append(0, 0, 4), term: 4 });
  assertEquals(cut.state.configurations.map(({ index }) => index), [0]);
});

const snapshot: Snapshot = {
  last: { index: 4, term: 2 },
  placed: { index: 3, configuration: votersOnly([0, 1]) },
  machine: ["c1", "c2", "c3", "c4"],
  sessions: new Map([[1, { lowest: 0, answers: new Map(), usedAt: 1 }]]),
};
const install = { type: "installSnapshot", term: 3, snapshot, round: 4 } as const;

Deno.test("following: a snapshot replaces the log, the machine, the sessions and the configuration", () => {
  const s = server({ term: 3, log: logOf([1, 1, 1, 1, 1]) });
  s.waiting.set(2, { term: 1, address: 9 });
  const step = upon(s, 1, install);
  const { state } = step;
  assertEquals(state.log, logOf([], snapshot.last));
  assertEquals([state.commitIndex, state.lastApplied, state.waiting.size], [4, 4, 0]);
  assertEquals([state.machine, state.sessions], [["c1", "c2", "c3", "c4"], snapshot.sessions]);
  assertEquals(state.configurations, [snapshot.placed]);
  assertEquals(sent(step, "success", "match"), ["1 appendEntriesReply success=true match=4"]);
  assertEquals(fold(saved(step)).snapshot, snapshot);
});

Deno.test("following: entries after a snapshot stay if the log has its last entry", () => {
  const step = upon(server({ term: 3, log: logOf([1, 1, 2, 2, 3, 3]) }), 1, install);
  assertEquals(step.state.log, logOf([3, 3], snapshot.last));
});

Deno.test("following: a snapshot that is no news changes nothing", () => {
  const s = server({ term: 3, log: logOf([1, 1, 2, 2, 3]), commitIndex: 5, lastApplied: 5 });
  const step = upon(s, 1, install);
  assertEquals([step.state.log, saved(step)], [s.log, []]);
  assertEquals(sent(step, "success", "match"), ["1 appendEntriesReply success=true match=5"]);
  assertEquals(sent(upon(server({ term: 9 }), 1, install), "term", "success"), [
    "1 appendEntriesReply term=9 success=false",
  ]);
});
