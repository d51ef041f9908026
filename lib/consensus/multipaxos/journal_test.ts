import { assertEquals } from "@std/assert";
import fc from "fast-check";
import type { Ballot } from "../ballot.ts";
import { checkpoint, compact, recall, type Saved } from "./journal.ts";
import type { Voted } from "./log.ts";
import type { Snapshot } from "./snapshot.ts";

const ballots: fc.Arbitrary<Ballot> = fc.record({
  round: fc.integer({ min: 1, max: 4 }),
  node: fc.integer({ min: 0, max: 2 }),
});

const voted: fc.Arbitrary<Voted[]> = fc.array(
  fc.record({
    slot: fc.integer({ min: 1, max: 9 }),
    ballot: ballots,
    value: fc.record({ origin: ballots, commands: fc.constant([]) }),
  }),
  { maxLength: 4 },
);

const snapshotAt = (slot: number): Snapshot => ({
  slot,
  commands: slot,
  configurations: [{ from: 1, members: [0, 1, 2] }],
  machine: slot,
  sessions: new Map(),
});

const records: fc.Arbitrary<Saved> = fc.oneof(
  fc.record({ type: fc.constant("promise" as const), ballot: ballots }),
  fc.record({
    type: fc.constant("votes" as const),
    votes: voted,
    executed: fc.integer({ min: 0, max: 9 }),
  }),
  fc.record({ type: fc.constant("decided" as const), decided: voted }),
  fc.integer({ min: 0, max: 9 }).chain((slot) =>
    fc.integer({ min: 0, max: slot }).map((base) => ({
      type: "snapshot" as const,
      snapshot: snapshotAt(slot),
      base,
    }))
  ),
);

/** What is recalled, with slots in order. */
function inOrder(journal: readonly Saved[]) {
  const { log: { base, entries }, ...rest } = recall(journal);
  return { ...rest, base, entries: [...entries].sort(([a], [b]) => a - b) };
}

Deno.test("multipaxos: a journal and its compaction say the same, before and after more is saved", () => {
  fc.assert(
    fc.property(fc.array(records, { maxLength: 8 }), records, (journal, next) => {
      const short = compact(journal);
      assertEquals(inOrder(short), inOrder(journal));
      assertEquals(inOrder([...short, next]), inOrder([...journal, next]));
      assertEquals(compact(short), short);
    }),
    { numRuns: 500, seed: 7 },
  );
});

Deno.test("multipaxos: a checkpoint of what is recalled says the same as the journal", () => {
  fc.assert(
    fc.property(fc.array(records, { maxLength: 8 }), (journal) => {
      assertEquals(inOrder(checkpoint(recall(journal))), inOrder(journal));
    }),
    { numRuns: 500, seed: 7 },
  );
  const votes = Array.from({ length: 600 }, (_, i): Voted => ({
    slot: i + 1,
    ballot: { round: 1, node: 0 },
    value: { origin: { round: 1, node: 0 }, commands: [] },
  }));
  const long: Saved[] = [{ type: "votes", votes, executed: 0 }];
  assertEquals(checkpoint(recall(long)).map(({ type }) => type), [
    "votes",
    "votes",
    "votes",
    "promise",
  ]);
  assertEquals(inOrder(checkpoint(recall(long))), inOrder(long));
});

Deno.test("multipaxos: what was voted for is decided when a later record has executed it, and not before", () => {
  const vote = (slot: number, round: number): Voted => ({
    slot,
    ballot: { round, node: 0 },
    value: { origin: { round, node: 0 }, commands: [] },
  });
  const journal: Saved[] = [
    { type: "votes", votes: [vote(1, 1), vote(2, 1)], executed: 0 },
    { type: "votes", votes: [vote(2, 2), vote(3, 2)], executed: 1 },
  ];
  const { promised, log } = recall(journal);
  assertEquals(promised, { round: 2, node: 0 });
  assertEquals([1, 2, 3].map((slot) => log.entries.get(slot)!.chosen), [true, false, false]);
  assertEquals(log.entries.get(2)!.ballot.round, 2);
});
