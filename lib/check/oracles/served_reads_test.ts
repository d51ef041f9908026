import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { History, Operation } from "../../model/history.ts";
import { uniform } from "../../model/latency.ts";
import type { Protocol } from "../../model/protocol.ts";
import { World } from "../../sim/world.ts";
import { missedWrites, type TimestampedOperation } from "./served_reads.ts";

function stamp({ output }: Operation): TimestampedOperation {
  return output as TimestampedOperation;
}

Deno.test("the search finds the reads that all pairs find", () => {
  const key = fc.constantFrom("x", "y"), at = fc.nat({ max: 6 });
  const timestamped: fc.Arbitrary<TimestampedOperation> = fc.oneof(
    fc.record({ kind: fc.constant("write" as const), key, at }),
    fc.record({ kind: fc.constant("read" as const), key, at }),
    fc.record({ kind: fc.constant("read" as const), key, at, saw: at }),
  );
  let missed = 0;
  fc.assert(
    fc.property(fc.array(timestamped, { maxLength: 12, size: "max" }), (operations) => {
      const history: History = operations.map((output, id) => ({
        id,
        process: id,
        input: null,
        output,
        invokedAt: id,
        endedAt: id + 1.5,
        outcome: "ok",
      }));
      const expected = history.filter((read) => {
        const r = stamp(read);
        if (r.kind !== "read") return false;
        return history.some((write) => {
          const w = stamp(write);
          return w.kind === "write" && w.key === r.key && w.at <= r.at && w.at > (r.saw ?? -1);
        });
      });
      const found = missedWrites(history, stamp);
      assertEquals(found.map(({ read }) => read), expected);
      for (const { read, write, isLate } of found) {
        assertEquals(isLate, write.invokedAt > read.endedAt);
      }
      missed += found.length;
    }),
    { seed: 1, numRuns: 300 },
  );
  assert(missed > 100);
});

interface State {
  /** The times of all writes. */
  readonly writes: number[];
  /** No write may take effect at or below this time. */
  floor: number;
}

type Ask =
  | { readonly type: "write"; readonly at: number }
  | { readonly type: "read"; readonly at: number };

/** Clients choose timestamps; a write that comes too late is moved up, above what was read. */
function store(raisesFloor: boolean): Protocol<State, Ask> {
  return {
    start: () => ({ writes: [], floor: 0 }),
    upon: {
      write(s, { from, at }, io) {
        const moved = Math.max(at, s.floor + 1);
        s.writes.push(moved);
        io.answer(from, { kind: "write", key: "x", at: moved });
      },
      read(s, { from, at }, io) {
        if (raisesFloor) s.floor = Math.max(s.floor, at);
        const saw = s.writes.filter((each) => each <= at).sort((a, b) => a - b).at(-1);
        const answer = { kind: "read", key: "x", at };
        io.answer(from, saw === undefined ? answer : { ...answer, saw });
      },
    },
  };
}

function run(protocol: Protocol<State, Ask>): History {
  const asks = (type: Ask["type"], first: number) =>
    Array.from({ length: 20 }, (_, i) => ({ input: { type, at: first + 10 * i } }));
  const world = new World({
    protocol,
    nodes: 1,
    seed: 1,
    network: { latency: uniform(1, 50) },
    clients: { workload: [asks("write", 5), asks("read", 8)], ask: (input) => input as Ask },
  });
  world.run(10_000);
  return world.history;
}

Deno.test("a store that remembers what it has served moves writes above it, and misses none", () => {
  assertEquals(missedWrites(run(store(true)), stamp), []);
});

Deno.test("a store that forgets it lets writes in below, and so is found", () => {
  const found = missedWrites(run(store(false)), stamp);
  assert(found.some(({ isLate }) => isLate));
});
