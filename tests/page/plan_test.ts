import { assertEquals } from "@std/assert";
import { type Cell, dependants, type LastRun, planFor } from "../../site/run/plan.ts";

const cells: readonly Cell[] = [
  { id: "imports", source: `import { World } from "hb/sim/world.ts";` },
  { id: "one", source: "let one = 1;" },
  { id: "aside", source: "const aside = 1;" },
  { id: "more", source: "one += 1;" },
  { id: "two", source: "const two = one + 1; new World({ two });" },
  { id: "half", source: "const half = " },
  { id: "three", source: "const three = two + 1;" },
];

/** Runs of these cells, in this order. */
function runs(...ids: readonly string[]): Map<string, LastRun> {
  return new Map(ids.map((id, i) => {
    const { source } = cells.find((cell) => cell.id === id)!;
    return [id, { source, count: i + 1 }];
  }));
}

Deno.test("a cell runs after those that it needs, and what they need, and no others", () => {
  assertEquals(planFor("three", cells, runs()), ["imports", "one", "more", "two", "three"]);
  assertEquals(planFor("aside", cells, runs()), ["aside"]);
});

Deno.test("what has run as it stands is not run again", () => {
  const ran = runs("imports", "one", "more", "two");
  assertEquals(planFor("three", cells, ran), ["three"]);
  assertEquals(planFor("two", cells, ran), ["two"]);
});

Deno.test("what was edited since, or ran before something that it needs, is run again", () => {
  const ran = runs("imports", "one", "more", "two");
  const edited = cells.map((cell) =>
    cell.id === "one" ? { ...cell, source: "let one = 7;" } : cell
  );
  assertEquals(planFor("three", edited, ran), ["one", "more", "two", "three"]);
  assertEquals(planFor("three", cells, runs("imports", "two", "one", "more")), ["two", "three"]);
});

Deno.test("the cells that use what one declares are its dependants", () => {
  assertEquals(dependants("one", cells), ["more", "two", "three"]);
  assertEquals(dependants("aside", cells), []);
});
