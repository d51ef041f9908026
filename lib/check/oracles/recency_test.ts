import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { History, Operation } from "../../model/history.ts";
import { uniform } from "../../model/latency.ts";
import type { Protocol } from "../../model/protocol.ts";
import { World } from "../../sim/world.ts";
import { type Sighting, staleReads } from "./recency.ts";

function sighting({ input, output }: Operation): Sighting {
  const [kind, key] = input as ["read" | "write", string];
  return { kind, key, version: output as number };
}

/** All pairs, looked at one by one. */
function naive(history: History, scope: "all" | "client"): number[] {
  return history.filter((read) =>
    read.outcome === "ok" && sighting(read).kind === "read" &&
    history.some((other) => {
      if (other.outcome !== "ok" || sighting(other).key !== sighting(read).key) return false;
      const isOwn = other.process === read.process && other.id < read.id;
      const isBefore = scope === "all" && other.endedAt < read.invokedAt;
      return (isOwn || isBefore) && sighting(other).version > sighting(read).version;
    })
  ).map(({ id }) => id);
}

const histories: fc.Arbitrary<History> = fc.array(
  fc.record({
    process: fc.nat({ max: 2 }),
    kind: fc.constantFrom("read", "write"),
    key: fc.constantFrom("x", "y"),
    version: fc.nat({ max: 4 }),
    waitMs: fc.nat({ max: 2 }),
    takesMs: fc.nat({ max: 3 }),
    outcome: fc.constantFrom("ok" as const, "ok" as const, "fail" as const, "unknown" as const),
  }),
  { maxLength: 12, size: "max" },
).map((steps) => {
  const free = [0, 0, 0], history: Operation[] = [];
  for (const { process, kind, key, version, waitMs, takesMs, outcome } of steps) {
    const invokedAt = free[process]! + waitMs;
    free[process] = invokedAt + takesMs;
    const endedAt = outcome === "unknown" ? Infinity : free[process]!;
    const ended = outcome === "ok" ? { outcome, output: version } : { outcome };
    history.push({ id: 0, process, input: [kind, key], invokedAt, endedAt, ...ended });
  }
  return history.sort((a, b) => a.invokedAt - b.invokedAt).map((each, id) => ({ ...each, id }));
});

Deno.test("the sweep finds the reads that all pairs find, whoever counts", () => {
  let stale = 0;
  for (const scope of ["all", "client"] as const) {
    fc.assert(
      fc.property(histories, (history) => {
        const found = staleReads(history, sighting, { scope });
        assertEquals(found.map(({ read }) => read.id).sort((a, b) => a - b), naive(history, scope));
        for (const { read, newer } of found) {
          assert(sighting(newer).version > sighting(read).version);
        }
        stale += found.length;
      }),
      { seed: 1, numRuns: 300 },
    );
  }
  assert(stale > 100, `${stale} stale reads`);
});

type Ask = { readonly type: "write" | "read" | "copy"; readonly version?: number };

/** Node 0 takes writes and copies them to node 1 as soon as it can; both answer reads at once. */
const lazy: Protocol<{ version: number }, Ask> = {
  start: () => ({ version: 0 }),
  upon: {
    write(s, { from }, io) {
      io.answer(from, ++s.version);
      io.send(1, { type: "copy", version: s.version });
    },
    read: (s, { from }, io) => io.answer(from, s.version),
    copy: (s, { version }) => void (s.version = Math.max(s.version, version!)),
  },
};

/** Two clients: one writes; the other reads, from the nodes that `to` says, by turns. */
function run(to: (sequence: number) => number): History {
  const world = new World({
    protocol: lazy,
    nodes: 2,
    seed: 1,
    network: { latency: uniform(1, 30), types: { copy: { latency: uniform(20, 80) } } },
    clients: {
      workload: [
        Array.from({ length: 20 }, () => ({ input: ["write", "x"] })),
        Array.from({ length: 40 }, () => ({ input: ["read", "x"] })),
      ],
      ask: (input) => ({ type: (input as ["write" | "read"])[0] }),
      to: ({ client, sequence }) => client === 0 ? 0 : to(sequence),
    },
  });
  world.run(5000);
  return world.history;
}

Deno.test("who reads from replicas by turns goes back, and so is found", () => {
  const turns = run((sequence) => sequence % 2);
  assert(staleReads(turns, sighting, { scope: "client" }).length > 0);
});

Deno.test("who stays with a replica never goes back by itself, but is behind what others had seen", () => {
  const behind = run(() => 1);
  assertEquals(staleReads(behind, sighting, { scope: "client" }), []);
  assert(staleReads(behind, sighting).length > 0);
  assertEquals(staleReads(run(() => 0), sighting), [], "at the primary all is recent");
});

Deno.test("a client that gave up and goes on as another process can be held to what it saw", () => {
  const read = (id: number, process: number, version: number): Operation => ({
    id,
    process,
    input: ["read", "x"],
    output: version,
    invokedAt: id,
    endedAt: id + 5,
    outcome: "ok",
  });
  const history = [read(0, 0, 9), read(1, 2, 8)];
  assertEquals(staleReads(history, sighting), []);
  const clientOf = ({ process }: Operation) => process % 2;
  assertEquals(staleReads(history, sighting, { clientOf }).length, 1);
});
