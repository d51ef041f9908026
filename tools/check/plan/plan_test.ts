import { assert, assertEquals } from "@std/assert";
import type { Step } from "../step.ts";
import { costOf, writtenCosts } from "./costs.ts";
import { plan, type Wanted } from "./plan.ts";

function stepUnits(name: string, units: readonly string[]) {
  const step: Step = { name, words: name, units: () => [], run: () => Promise.resolve() };
  return { step, units: units.map((unit) => ({ name: unit, reach: {} })) };
}

const all = [
  stepUnits("a", ["a1", "a2", "a3"]),
  stepUnits("b", ["b1", "b2"]),
];

/** Units whose name ends in 1 are unchanged, and passed five checks. */
const lastPass = (_: Step, { name }: { readonly name: string }) =>
  Promise.resolve(name.endsWith("1") ? 5 : undefined);

async function planned(wanted: Partial<Wanted>) {
  const found = await plan(all, { changed: false, only: [], ...wanted }, {}, lastPass);
  return found.map(({ units, unchanged, elsewhere }) => [
    units.map(({ name }) => name).join(" "),
    unchanged,
    elsewhere,
  ]);
}

Deno.test("everything runs unless less is asked for", async () => {
  assertEquals(await planned({}), [
    ["a1 a2 a3", 0, 0],
    ["b1 b2", 0, 0],
  ]);
});

Deno.test("what is unchanged since it passed is left out", async () => {
  assertEquals(await planned({ changed: true }), [
    ["a2 a3", 1, 0],
    ["b2", 1, 0],
  ]);
});

Deno.test("parts are exact, over all steps, and what is unchanged does not move the cuts", async () => {
  const parts = await Promise.all([1, 2, 3].map((part) => planned({ shard: { part, of: 3 } })));
  const units = (rows: Awaited<ReturnType<typeof planned>>) =>
    rows.flatMap(([names]) => `${names}`.split(" ")).filter((name) => name !== "");
  assertEquals(parts.flatMap(units).sort(), ["a1", "a2", "a3", "b1", "b2"]);
  const changed = await Promise.all(
    [1, 2, 3].map((part) => planned({ shard: { part, of: 3 }, changed: true })),
  );
  assertEquals(
    changed.map(units),
    parts.map((rows) => units(rows).filter((name) => !name.endsWith("1"))),
  );
});

Deno.test("costs are written in order, without what costs next to nothing, and read again", () => {
  const text = writtenCosts([
    { step: "unit", unit: "z", ms: 1_234 },
    { step: "unit", unit: "a", ms: 900 },
    { step: "unit", unit: "small", ms: 10 },
  ]);
  assertEquals(text, '{\n  "unit": {\n    "a": 0.9,\n    "z": 1.2\n  }\n}\n');
  assertEquals(costOf(JSON.parse(text), "unit", "z"), 1.2);
  assertEquals(costOf(JSON.parse(text), "unit", "new"), costOf({}, "other", "new"));
  assert(costOf({}, "chapters", "new") > 10 * costOf({}, "unit", "new"));
});
