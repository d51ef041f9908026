import { assert, assertEquals, assertThrows } from "@std/assert";
import { agreement, agreements } from "./agreement.ts";

Deno.test("by registers a chain of views leads from one decision to the other, however many rounds there are", () => {
  assertEquals(agreement("registers", 1), {
    orders: 6,
    views: 4,
    chain: ["P(–)", "Q(P)", "P(Q)", "Q(–)"],
  });
  const lengths = [1, 2, 3].map((rounds) => agreement("registers", rounds).chain!.length);
  assertEquals(lengths, [4, 14, 64]);
});

Deno.test("in a chain views of P and of Q take turns, from where P was alone to where Q was", () => {
  const { chain } = agreement("registers", 2);
  assertEquals([chain![0], chain!.at(-1)], ["P(–)(–)", "Q(–)(–)"]);
  assert(chain!.every((view, i) => view.startsWith(i % 2 === 0 ? "P" : "Q")));
});

Deno.test("by compare-and-set there is no chain: both know who was first", () => {
  assertEquals(agreement("compare-and-set", 1), { orders: 6, views: 4, chain: null });
  assertEquals(agreements().map(({ chain }) => chain === null), [false, false, false, false, true]);
});

Deno.test("no rounds, and too many to go through, are refused", () => {
  assertThrows(() => agreement("registers", 0), RangeError, "rounds must be");
  assertThrows(() => agreement("registers", 5), RangeError, "rounds must be");
});
