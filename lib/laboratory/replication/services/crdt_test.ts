import { assert, assertEquals } from "@std/assert";
import { level, type LevelName, type MemoryHistory } from "../../../check/levels.ts";
import { run, stormsOf, WELL_MS } from "../../conformance/service.ts";
import type { Ask, Value } from "../../../replication/register/register.ts";
import type { Rules } from "../../../replication/crdt/session/session.ts";
import { ALL, type Guarantees, NONE } from "../../../replication/crdt/session/tokens.ts";
import { firstBroken, readsAndWrites } from "../crdt/wandering.ts";
import { crdtRegisters, crdtServices } from "./crdt.ts";

const inStorms = stormsOf<Ask, Value>({
  seeds: 12,
  workload: readsAndWrites,
  forMs: WELL_MS + 500,
});

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

const table: readonly (readonly [LevelName, Partial<Guarantees>])[] = [
  ["read your writes", { readYourWrites: true }],
  ["monotonic reads", { monotonicReads: true }],
  ["monotonic writes", { monotonicReads: true, monotonicWrites: true }],
  ["writes follow reads", { monotonicReads: true, writesFollowReads: true }],
];

for (const [name, guarantees] of table) {
  Deno.test(`clients who wander with their tokens have ${name}, and without them not`, () => {
    assertEquals(firstBroken(name, { ...NONE, ...guarantees }), undefined);
    assert(firstBroken(name, NONE) !== undefined);
  });
}

Deno.test("all four tokens together give all four guarantees", () => {
  for (const [name] of table) assertEquals(firstBroken(name, ALL), undefined, name);
});

Deno.test("a replica that checks the tokens of reads only breaks what writes were promised", () => {
  const readsOnly: Rules = { checks: (type) => type === "read" };
  assertEquals(firstBroken("read your writes", ALL, { rules: readsOnly }), undefined);
  assert(firstBroken("monotonic writes", ALL, { rules: readsOnly }) !== undefined);
});
