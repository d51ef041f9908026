import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { step } from "../../model/step.ts";
import { votersOnly } from "./configuration.ts";
import { checkpoint, compact, fold, type Saved } from "./journal.ts";
import { lastIndex } from "./log.ts";
import { raft } from "./raft.ts";
import { rules } from "./rules.ts";
import { listMachine } from "../../replicated/state_machine/list.ts";
import { command, logOf } from "./servers_test.ts";
import { firstSnapshot, type Snapshot } from "./snapshot.ts";

/** Journals as a server may write them: each record fits what the ones before add up to. */
const journals = fc.array(fc.tuple(fc.nat(3), fc.nat(20), fc.nat(4)), { maxLength: 20 }).map(
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
