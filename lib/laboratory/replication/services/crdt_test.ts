import { assert, assertEquals } from "@std/assert";
import { level, type LevelName, type MemoryHistory } from "../../../check/levels.ts";
import { uniform } from "../../../sim/latency.ts";
import { Random } from "../../../sim/random.ts";
import { World } from "../../../sim/world.ts";
import { run, stormsOf, WELL_MS } from "../../conformance/service.ts";
import type { Ask, Value } from "../../../replication/register/register.ts";
import type { Rules, Served } from "../../../replication/crdt/session/session.ts";
import { ALL, type Guarantees, NONE } from "../../../replication/crdt/session/tokens.ts";
import { crdtRegisters, crdtServices, requestOf } from "./crdt.ts";

/** Three clients read and write two registers, each value once; when all is well they read both. */
function workloadOf(seed: number, each = 12): { input: Ask; at?: number }[][] {
  const random = new Random(seed, "asks");
  let value = 0;
  const last = ["x", "y"].map((key) => ({ input: { type: "read" as const, key }, at: WELL_MS }));
  const ask = (): { input: Ask } => {
    const key = "xy"[random.below(2)]!;
    return {
      input: random.chance(0.5) ? { type: "read", key } : { type: "write", key, value: ++value },
    };
  };
  return [0, 1, 2].map(() => [...Array.from({ length: each }, ask), ...last]);
}

const inStorms = stormsOf<Ask, Value>({ seeds: 12, workload: workloadOf, forMs: WELL_MS + 500 });

for (const service of crdtServices) {
  for (const name of service.levels) {
    Deno.test(`${service.name}: ${name} for clients who stay, in storms`, () => {
      const wrong = inStorms(service, (history, violation) => {
        const verdict = level(name).check(history as MemoryHistory);
        return violation ??
          (verdict.verdict === "violation" ? verdict.words.join("; ") : undefined);
      });
      assertEquals(wrong, undefined);
    });
  }
}

Deno.test("deltas are not sequential: two clients miss each other's writes", () => {
  const asks = (mine: string, other: string): { input: Ask }[] => [
    { input: { type: "write", key: mine, value: mine } },
    { input: { type: "read", key: other } },
  ];
  const workload = [asks("x", "y"), asks("y", "x")];
  const { history } = run(crdtRegisters(), { workload, seed: 1, forMs: 1000 });
  assertEquals(level("sequential").check(history as MemoryHistory).verdict, "violation");
});

/** Clients who go to another replica with each request, and do not try again. */
function wandering(seed: number, guarantees: Guarantees, rules?: Rules): MemoryHistory {
  const { protocol } = crdtRegisters(guarantees, rules), random = new Random(seed, "ways");
  const world = new World({
    protocol,
    nodes: 3,
    seed,
    // Clients are quick, and what replicas tell each other is slow and may be lost.
    network: { latency: uniform(1, 8), types: { deltas: { latency: uniform(1, 200), loss: 0.3 } } },
    clients: {
      workload: workloadOf(seed, 8),
      ask: (input, which, seen) => requestOf(input as Ask, which, seen!, 3, guarantees),
      to: () => random.below(3),
      timeoutMs: 3000,
    },
    trace: "none",
  });
  world.run(20_000);
  assertEquals(world.violation, undefined);
  return world.history.map((operation) =>
    operation.outcome === "ok"
      ? { ...operation, output: (operation.output as Served).result }
      : operation
  ) as MemoryHistory;
}

function firstViolation(
  name: LevelName,
  guarantees: Guarantees,
  rules?: Rules,
): number | undefined {
  for (let seed = 1; seed <= 30; seed++) {
    const { verdict } = level(name).check(wandering(seed, guarantees, rules));
    if (verdict === "violation") return seed;
  }
  return undefined;
}

const table: readonly (readonly [LevelName, Partial<Guarantees>])[] = [
  ["read your writes", { readYourWrites: true }],
  ["monotonic reads", { monotonicReads: true }],
  ["monotonic writes", { monotonicReads: true, monotonicWrites: true }],
  ["writes follow reads", { monotonicReads: true, writesFollowReads: true }],
];

for (const [name, guarantees] of table) {
  Deno.test(`clients who wander with their tokens have ${name}, and without them not`, () => {
    assertEquals(firstViolation(name, { ...NONE, ...guarantees }), undefined);
    assert(firstViolation(name, NONE) !== undefined);
  });
}

Deno.test("all four tokens together give all four guarantees", () => {
  for (const [name] of table) assertEquals(firstViolation(name, ALL), undefined, name);
});

Deno.test("a replica that checks the tokens of reads only breaks what writes were promised", () => {
  const readsOnly: Rules = { checks: (type) => type === "read" };
  assertEquals(firstViolation("read your writes", ALL, readsOnly), undefined);
  assert(firstViolation("monotonic writes", ALL, readsOnly) !== undefined);
});
