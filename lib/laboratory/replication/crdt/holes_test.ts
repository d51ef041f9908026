import { assertEquals } from "@std/assert";
import { outOfOrder, partialDiff, type Step } from "./holes.ts";

const shown = (steps: readonly Step[]) =>
  steps.map(({ state }) => [...state.store.keys()].sort().join(" "));

Deno.test("a partial diff that claims to know everything removes what it leaves out", () => {
  assertEquals(shown(partialDiff()), ["eggs milk", "eggs", "eggs", "eggs milk"]);
  assertEquals(shown(partialDiff("seen all up to the last")), [
    "eggs milk",
    "eggs",
    "eggs",
    "eggs",
  ]);
});

Deno.test("a delta that is skipped removes nothing, unless the context has no gaps", () => {
  const all = "eggs flour milk";
  assertEquals(shown(outOfOrder()), [all, "flour milk", all, all, all]);
  const gone = "flour milk";
  assertEquals(shown(outOfOrder("a clock with holes")), [all, gone, gone, gone, gone]);
});
