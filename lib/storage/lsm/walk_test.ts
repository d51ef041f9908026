/**
 * Random steps of a store and a sorted map: what can be read is the same, and the invariants hold after
 * each.
 */

import { assert } from "@std/assert";
import fc from "fast-check";
import type { Change, Scan } from "../engine/engine.ts";
import type { Policy } from "./compaction/job.ts";
import { lazyLevelled } from "./compaction/lazy_levelled.ts";
import { levelled } from "./compaction/levelled.ts";
import { tiered } from "./compaction/tiered.ts";
import { type Step, Walk } from "./walk.ts";

/** Few, some of which are the beginning of others; so most are met again. */
const keys = [..."abcdefgh"].flatMap((one) => [one, `${one}a`]).concat("", "\0", "aaa", "z");

const key = fc.constantFrom(...keys).map((text) => new TextEncoder().encode(text));
const value = fc.uint8Array({ maxLength: 30 });
const scan: fc.Arbitrary<Scan> = fc.record(
  { from: key, to: key, reverse: fc.boolean() },
  { requiredKeys: [] },
);

const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ type: fc.constant("put" as const), key, value }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant("delete" as const), key }) },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant("delete range" as const), from: key, to: key }),
  },
);

const small = fc.nat({ max: 3 });

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      type: fc.constant("batch" as const),
      changes: fc.array(change, { maxLength: 4 }),
      sync: fc.nat(3).map((one) => one === 0),
    }),
  },
  { weight: 3, arbitrary: fc.record({ type: fc.constant("get" as const), key }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant("scan" as const), scan, at: small }) },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant("hold" as const),
      what: fc.constantFrom("snapshot" as const, "scan" as const),
      scan,
    }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant("let go" as const), which: small }) },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant("work" as const),
      bytes: fc.integer({ min: 1, max: 3000 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constant("compact" as const), level: small, range: scan }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("crash" as const), seed: fc.nat(99) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constantFrom(
        "freeze" as const,
        "freeze" as const,
        "settle" as const,
        "sync" as const,
        "reopen" as const,
      ),
    }),
  },
);

/**
 * Each change of the levels is judged by another one: as when a store is opened with another policy each
 * time.
 */
function changing(): Policy {
  let asked = 0;
  return (levels, limits) => policies[asked++ % policies.length]!(levels, limits);
}

const policies: readonly Policy[] = [levelled, tiered, lazyLevelled];

for (const name of [...policies.map(({ name }) => name), "changing"]) {
  Deno.test(`${name}: whatever is done, a store is a sorted map`, () => {
    const walks: Walk[] = [];
    fc.assert(
      fc.property(fc.array(step, { minLength: 60, maxLength: 220, size: "max" }), (steps) => {
        const policy = policies.find((one) => one.name === name) ?? changing();
        const walk = new Walk({ policy }, { anyNames: steps.length % 2 === 0 });
        for (const one of steps) walk.step(one);
        walk.end();
        walks.push(walk);
      }),
      { numRuns: 60, seed: 1 },
    );
    assertHits(walks);
  });
}

/** What was meant to happen did. */
function assertHits(walks: readonly Walk[]): void {
  const counts: Record<string, number> = {};
  for (const walk of walks) {
    for (const [name, count] of Object.entries(walk.counts)) {
      counts[name] = (counts[name] ?? 0) + count;
    }
    for (const level of [1, 2, 3]) {
      const name = `into level ${level}`;
      counts[name] = (counts[name] ?? 0) + (walk.compactions[level] ?? 0);
    }
  }
  const few = Object.entries(counts).filter(([, count]) => count < 20);
  assert(few.length === 0, `hardly ever happened: ${JSON.stringify(few)}`);
}
