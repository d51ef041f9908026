import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { Operation } from "../../model/history.ts";
import { set, type SetInput, type SetOutput } from "../spec/set.ts";
import { linearizable } from "./check.ts";
import { lostElement } from "./grow_set.ts";

type Op = Operation<SetInput, SetOutput>;

const history: fc.Arbitrary<Op[]> = fc.array(
  fc.record({
    add: fc.option(fc.nat(2)),
    output: fc.option(fc.uniqueArray(fc.nat(2)), { nil: undefined }),
    from: fc.nat(20),
    took: fc.integer({ min: 1, max: 8 }),
    outcome: fc.constantFrom("ok", "ok", "ok", "unknown", "fail"),
  }),
  { minLength: 1, maxLength: 7 },
).map((drawn) =>
  drawn.map(({ add, output, from, took, outcome }, id): Op => ({
    id,
    process: id,
    input: add === null ? { type: "read" } : { type: "add", value: add },
    invokedAt: from,
    endedAt: outcome === "unknown" ? Infinity : from + took,
    outcome: outcome as Op["outcome"],
    ...(outcome === "ok" ? { output: add === null ? output! : null } : {}),
  })).toSorted((a, b) => a.invokedAt - b.invokedAt)
);

Deno.test("where an element is lost the search finds a violation, too", () => {
  let lost = 0;
  fc.assert(
    fc.property(history, (drawn) => {
      const found = lostElement(drawn);
      const spec = set([0, 1, 2]);
      if (found === undefined) return;
      lost++;
      assertEquals(linearizable(drawn, spec).verdict, "violation");
      const [first, second] = found.core;
      assert(first.endedAt < second.invokedAt);
    }),
    { numRuns: 3000 },
  );
  assert(lost > 30, String(lost));
});

Deno.test("a lost element is found just where two operations show it", () => {
  const read = (id: number, output: number[]): Op => ({
    id,
    process: 0,
    input: { type: "read" },
    invokedAt: 2 * id,
    endedAt: 2 * id + 1,
    outcome: "ok",
    output,
  });
  const add: Op = { ...read(0, []), input: { type: "add", value: 1 }, output: null };
  assertEquals(lostElement([add, read(1, [1]), read(2, [])])?.core, [add, read(2, [])]);
  const unknown: Op = { ...add, outcome: "unknown", endedAt: Infinity, process: 1 };
  assertEquals(lostElement([unknown, read(1, []), read(2, [1])]), undefined);
  const found = lostElement([unknown, read(1, [1]), read(2, [])]);
  assertEquals(found?.core, [read(1, [1]), read(2, [])]);
  assertEquals(found?.why, "1 was seen before the last read began, which is without it");
  assertEquals(lostElement([read(1, [])]), undefined);
});
