import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { encode } from "../../model/encode.ts";
import { step } from "../../model/step.ts";
import { votersOnly } from "./configuration.ts";
import { crc32c } from "../../codec/crc32c.ts";
import { encodePlain } from "../../codec/encode_plain.ts";
import { joined } from "../../codec/joined.ts";
import { checkpoint, compact, fold, type Saved, settle } from "./journal.ts";
import { lastIndex } from "./log.ts";
import { raft } from "./raft.ts";
import { rules } from "./rules.ts";
import { listMachine } from "../../replicated/state_machine/list.ts";
import { command, logOf } from "./servers_test.ts";
import { firstSnapshot, type Snapshot } from "./snapshot.ts";

/** Journals as a server may write them: each record fits what the ones before add up to. */
const journals = fc.array(fc.tuple(fc.nat(3), fc.nat(20), fc.nat(4)), {
  maxLength: 20,
  size: "max",
}).map(
  (steps) => {
    const journal: Saved[] = [];
    let term = 0;
    for (const [kind, place, more] of steps) {
      const { log, snapshot } = fold(journal);
      const from = log.base.index, span = lastIndex(log) - from;
      if (kind === 0) journal.push({ type: "vote", term: ++term, votedFor: more });
      if (kind === 1) {
        const after = from + place % (span + 1);
        const entries = logOf(Array(more).fill(term), { index: after, term }).entries;
        journal.push({ type: "append", after, entries });
      }
      if (kind === 2 && span > 0) {
        journal.push(taken(log.entries[place % span]!.term, from + 1 + place % span));
      }
      if (kind === 3 && place > (snapshot?.last.index ?? 0)) {
        journal.push(taken(term + 1, lastIndex(log) + place));
      }
    }
    return journal;
  },
);

function taken(term: number, index: number): Saved {
  const last = { index, term };
  const snapshot: Snapshot = {
    last,
    placed: { index: 0, configuration: votersOnly([0, 1, 2]) },
    machine: [index],
    sessions: new Map(),
  };
  return { type: "snapshot", snapshot, base: last };
}

Deno.test("journal: what it adds up to is what its compaction adds up to, and that is shorter", () => {
  fc.assert(
    fc.property(journals, (journal) => {
      const short = compact(journal);
      assertEquals(fold(short), fold(journal));
      assert(short.length <= Math.min(3, journal.length + 1));
      assertEquals(compact(short), short);
    }),
    { seed: 1, numRuns: 300 },
  );
});

Deno.test("journal: a server starts from a compaction as from the journal itself", () => {
  const protocol = raft({ machine: listMachine });
  const from = (journal: readonly Saved[]) =>
    step(protocol, undefined, { kind: "start", journal }, { self: 1, nodes: 3 });
  fc.assert(
    fc.property(journals, (journal) => assertEquals(from(compact(journal)), from(journal))),
    { seed: 2, numRuns: 200 },
  );
});

Deno.test("journal: compacted piece by piece it comes to the same", () => {
  fc.assert(
    fc.property(journals, fc.nat(20), (journal, at) => {
      const pieces = [...compact(journal.slice(0, at)), ...journal.slice(at)];
      assertEquals(fold(pieces), fold(journal));
    }),
    { seed: 3, numRuns: 200 },
  );
});

Deno.test("journal: a snapshot record and the rule for logs agree on what is left of a log", () => {
  fc.assert(
    fc.property(journals, fc.nat(25), fc.nat(5), (journal, index, term) => {
      const base = { index, term };
      const { log } = fold(journal);
      if (index < log.base.index) return;
      const { log: left } = fold([...journal, { ...taken(term, index), base } as Saved]);
      assertEquals(left, rules.rebase(log, base));
    }),
    { seed: 4, numRuns: 200 },
  );
});

Deno.test("journal: an append cuts off what it contradicts, in one record", () => {
  const journal: Saved[] = [
    { type: "append", after: 0, entries: logOf([1, 1, 1]).entries },
    { type: "append", after: 1, entries: [command(2, "c2")] },
  ];
  assertEquals(fold(journal).log, logOf([1, 2]));
});

Deno.test("a checkpoint of a state adds up to what its journal does", () => {
  fc.assert(
    fc.property(journals, (journal) => {
      const recalled = fold(journal);
      const snapshot = recalled.snapshot ?? firstSnapshot(votersOnly([0]), []);
      assertEquals(fold(checkpoint({ ...recalled, snapshot })), { ...recalled, snapshot });
    }),
    { seed: 1, numRuns: 200 },
  );
  const { log } = { log: logOf(Array(1000).fill(1)) };
  const saved = checkpoint({
    term: 1,
    votedFor: 0,
    log,
    snapshot: firstSnapshot(votersOnly([0]), []),
  });
  assertEquals(saved.length, 6);
  assertEquals(fold(saved).log, log);
});

/** What a server saves of a snapshot up to `index` that comes in chunks of `size` bytes, in three blocks. */
function received(index: number, size: number): Saved[] {
  const { snapshot, base } = taken(1, index) as Saved & { type: "snapshot" };
  const { machine: _, ...head } = snapshot;
  const blocks = [{ ...head, bytes: 9 }, [["a"], ["b"]], [["c"]]].map(encodePlain);
  const data = joined(blocks), title = { last: base, bytes: data.length, checksum: crc32c(data) };
  const saved: Saved[] = [];
  let offset = 0;
  for (const [i, block] of blocks.entries()) {
    for (let at = 0; at < block.length; at += size) {
      const part = block.slice(at, at + size), ends = i < 2 && at + size >= block.length;
      saved.push({
        type: "chunk",
        term: 2,
        ...title,
        offset,
        data: part,
        ...(ends ? { ends } : {}),
      });
      offset += part.length;
    }
  }
  return [...saved, { type: "installed", base }];
}

const dataIn = (journal: readonly Saved[]) =>
  journal.flatMap((saved) => saved.type === "chunk" ? [saved.data] : []);

const pagesUpTo = (index: number) => ({
  ...(taken(1, index) as Saved & { type: "snapshot" }).snapshot,
  machine: { bytes: 9, pages: [["a"], ["b"], ["c"]] },
});

Deno.test("journal: chunks add up to a snapshot, whenever it is compacted on the way", () => {
  const before = taken(1, 3);
  for (const size of [1, 7, 1000]) {
    // The beginning of another one has come first.
    const journal = [before, ...received(5, size).slice(0, 2), ...received(8, size)];
    assertEquals(settle(journal).partial, undefined);
    assertEquals(fold(journal).snapshot, pagesUpTo(8));
    for (let at = 0; at <= journal.length; at++) {
      const pieces = [...compact(journal.slice(0, at)), ...journal.slice(at)];
      assertEquals(settle(pieces).partial, undefined);
      assertEquals(fold(pieces), fold(journal));
    }
  }
});

Deno.test("journal: a server that restarts has the chunks that it had, from a checkpoint too", () => {
  const protocol = raft({ machine: listMachine, savesChunks: true });
  const journal = [taken(1, 3), ...received(8, 7).slice(0, -2)];
  const from = (saved: readonly Saved[]) =>
    step(protocol, undefined, { kind: "start", journal: saved }, { self: 1, nodes: 3 });
  const { state } = from(journal), { length } = joined(dataIn(journal));
  assertEquals([state.partial!.received, state.partial!.last.index], [length, 8]);
  assertEquals(from(compact(journal)), from(journal));
  assertEquals(from(protocol.checkpoint!(state)), from(journal));
  // They are of no use once the entries themselves have come.
  assertEquals(from([...journal, taken(2, 8)]).state.partial, undefined);
});

Deno.test("journal: a snapshot of which all chunks came, but which was not installed, is installed at the next", () => {
  const protocol = raft({ machine: listMachine, savesChunks: true, isSnapshot: () => true });
  const journal = received(8, 1000).slice(0, -1), [chunk] = journal;
  const { state } = step(protocol, undefined, { kind: "start", journal }, { self: 1, nodes: 3 });
  const message = { ...chunk as object, type: "snapshotChunk", term: 2, round: 1 } as never;
  const after = step(protocol, state, { kind: "message", from: 0, message }, { self: 1, nodes: 3 });
  assertEquals([after.state.snapshot, after.state.partial], [pagesUpTo(8), undefined]);
});

Deno.test("journal: what is left of a snapshot is not taken for another one that comes whole", () => {
  const protocol = raft({ machine: listMachine, savesChunks: true, isSnapshot: () => true });
  const all = received(8, 1000), chunks = all.slice(0, -1), other = taken(1, 6);
  const start = (journal: readonly Saved[]) =>
    step(protocol, undefined, { kind: "start", journal }, { self: 1, nodes: 3 });
  const { snapshot } = taken(3, 9) as Saved & { type: "snapshot" };
  const message = { type: "installSnapshot", term: 3, snapshot, round: 1 } as const;
  const after = step(
    protocol,
    start(chunks).state,
    { kind: "message", from: 0, message },
    { self: 1, nodes: 3 },
  );
  const written = after.effects.flatMap((each) => each.kind === "save" ? [each.record] : []);
  assertEquals(fold([...chunks, ...written]).snapshot, snapshot);
  // One that was given up, since another had come, may come again from its beginning.
  const again = [...chunks.slice(0, 2), other, ...all];
  assertEquals(fold(again).snapshot, pagesUpTo(8));
});

Deno.test("journal: a chunk that is not as it must be is not saved, and so never installed", () => {
  const protocol = raft({
    machine: listMachine,
    savesChunks: true,
    isSnapshot: (data) => !encode(data).includes('"b"'),
  });
  const journal: Saved[] = [];
  let { state } = step(protocol, undefined, { kind: "start", journal }, { self: 1, nodes: 3 });
  const chunks = received(8, 1000).slice(0, -1).map((chunk) => ({
    ...chunk as Saved & { type: "chunk" },
    type: "snapshotChunk" as const,
    round: 1,
  }));
  for (const message of chunks) {
    const event = { kind: "message", from: 0, message } as const;
    const after = step(protocol, state, event, { self: 1, nodes: 3 });
    journal.push(...after.effects.flatMap((each) => each.kind === "save" ? [each.record] : []));
    // It crashes after each of them.
    state = step(protocol, undefined, { kind: "start", journal }, { self: 1, nodes: 3 }).state;
  }
  assertEquals(journal.map(({ type }) => type), ["vote", "chunk"]);
  assertEquals([state.commitIndex, state.partial?.received], [0, chunks[0]!.data.length]);
});
