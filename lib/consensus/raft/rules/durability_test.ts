import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { votersOnly } from "../configuration.ts";
import { logOf, server } from "../servers_test.ts";
import { firstSnapshot } from "../snapshot.ts";
import { durabilityRules as rules } from "./durability.ts";

Deno.test("durability rules: a snapshot has what was applied, and shares no memory with it", () => {
  const session = { lowest: 1, answers: new Map([[1, "one"]]), usedAt: 2 };
  const s = server({
    log: logOf([1, 2, 3]),
    commitIndex: 2,
    lastApplied: 2,
    machine: ["c1", "c2"],
    sessions: new Map([[1, session]]),
    configurations: [
      { index: 0, configuration: votersOnly([0]) },
      { index: 2, configuration: votersOnly([0, 1]) },
      { index: 3, configuration: votersOnly([0, 1, 2]) },
    ],
  });
  const snapshot = rules.capture(s);
  s.machine.push("c3");
  session.answers.clear();
  assertEquals(snapshot, {
    last: { index: 2, term: 2 },
    placed: { index: 2, configuration: votersOnly([0, 1]) },
    machine: ["c1", "c2"],
    sessions: new Map([[1, { lowest: 1, answers: new Map([[1, "one"]]), usedAt: 2 }]]),
  });
});

Deno.test("durability rules: a log that has the base keeps its rest, any other log is void", () => {
  const log = logOf([1, 1, 2, 2]);
  assertEquals(
    rules.rebase(log, { index: 2, term: 1 }),
    logOf([2, 2], { index: 2, term: 1 }),
  );
  assertEquals(rules.rebase(log, { index: 2, term: 2 }).entries, []);
  assertEquals(rules.rebase(log, { index: 9, term: 2 }).entries, []);
  assertEquals(rules.rebase(log, { index: 4, term: 2 }), {
    base: { index: 4, term: 2 },
    entries: [],
  });
});

Deno.test("durability rules: only a snapshot that goes further than the commit index is news", () => {
  const snapshot = { ...firstSnapshot(votersOnly([0]), null), last: { index: 7, term: 2 } };
  assert(rules.isNews(snapshot, 6));
  assert(!rules.isNews(snapshot, 7));
});

Deno.test("durability rules: a snapshot is due when enough has been applied", () => {
  assert(rules.isSnapshotDue(10, 10));
  assert(!rules.isSnapshotDue(9, 10));
  assert(!rules.isSnapshotDue(1e9, Infinity));
});

Deno.test("durability rules: what is saved is what is recalled", () => {
  const { entries } = logOf([1, 2]);
  const snapshot = { ...firstSnapshot(votersOnly([0]), ["c1"]), last: { index: 1, term: 1 } };
  const journal = [
    ...rules.saveVote(2, 1),
    ...rules.saveEntries(0, entries),
    ...rules.saveSnapshot(snapshot, snapshot.last),
  ];
  assertEquals(rules.recall(journal), {
    term: 2,
    votedFor: 1,
    log: logOf([2], { index: 1, term: 1 }),
    snapshot,
  });
  assertNotEquals(rules.recall(journal.slice(1)), rules.recall(journal));
});
