import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { crc32c } from "../../codec/crc32c.ts";
import { encodePlain } from "../../codec/encode_plain.ts";
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

/** A snapshot comes in chunks of 30 bytes. */
function chunksOf(slot: number): Saved[] {
  const data = encodePlain(snapshotAt(slot)), checksum = crc32c(data), bytes = data.length;
  return Array.from({ length: Math.ceil(bytes / 30) }, (_, i) => ({
    type: "chunk",
    slot,
    bytes,
    checksum,
    offset: 30 * i,
    data: data.slice(30 * i, 30 * (i + 1)),
  }));
}

const installed = (slot: number): Saved => ({ type: "installed", base: slot });

/** Some of its chunks have come, or all of them and it is installed. */
const inChunks: fc.Arbitrary<Saved[]> = fc.record({
  slot: fc.integer({ min: 1, max: 9 }),
  count: fc.integer({ min: 1, max: 9 }),
}).map(({ slot, count }) => {
  const chunks = chunksOf(slot);
  return count < chunks.length ? chunks.slice(0, count) : [...chunks, installed(slot)];
});

const journals: fc.Arbitrary<Saved[]> = fc.array(
  fc.oneof(records.map((record) => [record]), inChunks),
  { maxLength: 8 },
).map((parts) => parts.flat());

/** What is recalled, with slots in order. */
function inOrder(journal: readonly Saved[]) {
  const { log: { base, entries }, ...rest } = recall(journal);
  return { ...rest, base, entries: [...entries].sort(([a], [b]) => a - b) };
}

Deno.test("multipaxos: a journal and its compaction say the same, before and after more is saved", () => {
  fc.assert(
    fc.property(journals, records, (journal, next) => {
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
    fc.property(journals, (journal) => {
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

Deno.test("multipaxos: a snapshot that has come in chunks is recalled whole, and a part of one as a part", () => {
  assertEquals(recall([...chunksOf(4), installed(4)]), {
    promised: { round: 0, node: -1 },
    log: { base: 4, entries: new Map() },
    snapshot: snapshotAt(4),
  });
  const part = chunksOf(4).slice(0, 2), { snapshot, partial } = recall(part);
  assertEquals([snapshot, partial?.received], [null, 60]);
  // What goes on from there goes on in a copy.
  const shared = compact(part);
  assert(recall(shared).partial!.chunks !== recall(shared).partial!.chunks);
  // A later snapshot makes it useless.
  const later: Saved = { type: "snapshot", snapshot: snapshotAt(9), base: 9 };
  assertEquals(recall([...part, later]).partial, undefined);
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
