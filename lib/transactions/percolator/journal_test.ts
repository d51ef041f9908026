import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { step } from "../../model/step.ts";
import { World } from "../../sim/world.ts";
import { prepare } from "../../kit/simulate.ts";
import { checkpoint, compacted, recall } from "./journal.ts";
import { kit } from "./kit.ts";
import type { Saved } from "./messages.ts";
import { percolator } from "./percolator.ts";

const key = fc.constantFrom("a", "b"), start = fc.integer({ min: 1, max: 9 });

/** Anything that a participant may have saved: of each transaction one version of a key, at a time of its own. */
const records: fc.Arbitrary<Saved> = fc.oneof(
  fc.record({
    type: fc.constant("lock" as const),
    key,
    lock: start.map((start) => ({ start, primary: "a", value: start, ttlMs: 5, minCommit: 0 })),
  }),
  fc.record({
    type: fc.constant("version" as const),
    key,
    version: start.map((start) => ({ at: start + 10, by: start, value: start })),
  }),
  fc.record({
    type: fc.constant("versions" as const),
    all: start.map((start) =>
      ["a", "b"].map((key) => [key, { at: start + 10, by: start, value: start }] as const)
    ),
  }),
  fc.record({
    type: fc.constant("rollback" as const),
    key,
    rollback: fc.record({ start, isProtected: fc.boolean() }),
  }),
  fc.record({ type: fc.constantFrom("closed" as const, "collected" as const), below: start }),
  fc.record({ type: fc.constant("life" as const), life: start }),
  fc.record({ type: fc.constant("bound" as const), bound: start }),
);

Deno.test("a node that starts from a journal, or from its compaction, is the same", () => {
  fc.assert(
    fc.property(
      fc.array(records, { maxLength: 25 }),
      fc.integer({ min: 0, max: 3 }),
      fc.boolean(),
      (journal, self, collapses) => {
        const protocol = percolator({ collapses }), short = protocol.compact!(journal);
        assertEquals(recall(short, collapses), recall(journal, collapses));
        assertEquals(protocol.compact!(short), short);
        const started = (records: readonly Saved[]) =>
          step(protocol, undefined, { kind: "start", journal: records }, { self, nodes: 4 });
        assertEquals(started(short), started(journal));
      },
    ),
    { seed: 16, numRuns: 400 },
  );
});

Deno.test("a later rollback of a key takes the place of one that need not stay, and of no other", () => {
  const of = (...all: readonly (readonly [number, boolean])[]) =>
    recall(
      all.map(([start, isProtected]): Saved => ({
        type: "rollback",
        key: "a",
        rollback: { start, isProtected },
      })),
      true,
    ).rollbacks.get("a")!.map(({ start }) => start);
  assertEquals(of([1, false], [2, false], [3, false]), [3]);
  assertEquals(of([1, true], [2, false], [3, false]), [1, 3]);
  assertEquals(of([2, true], [1, false]), [1, 2]);
  assertEquals(of([1, false], [1, true], [1, false], [2, false]), [1, 2]);
});

Deno.test("what a node would save in place of its journal is what that adds up to, in every storm", () => {
  for (const storm of ["calm", "bank", "scans", "collected", "hasty, asynchronous"]) {
    const { scenario, drive } = prepare(kit, { storm }).run(3);
    const world = new World({ ...scenario, faults: [], seed: 3 });
    drive(world);
    world.states.forEach((state, node) => {
      const saved = world.trace.flatMap((event) =>
        event.kind === "save" && event.node === node ? [event.record as Saved] : []
      );
      assertEquals(compacted(recall(saved, true)), checkpoint(state!), `${storm}, node ${node}`);
    });
  }
});
