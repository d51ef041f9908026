import { assertEquals } from "@std/assert";
import { afterForgetting, cartInDots, growth, twoAtOneNode } from "./siblings.ts";

Deno.test("with a dot for each value, there are as many siblings as clients that take turns", () => {
  assertEquals(growth("dots", 2, 50).at(-1), { puts: 100, siblings: 2, entries: 1 });
});

Deno.test("with one vector for the object, each put leaves a sibling", () => {
  assertEquals(growth("one vector", 2, 50).at(-1)?.siblings, 100);
});

Deno.test("dots that are named after clients make contexts as long as there are clients", () => {
  assertEquals(growth("client dots", 40, 2).at(-1)?.entries, 40);
  assertEquals(growth("dots", 40, 2).at(-1)?.entries, 1);
});

Deno.test("a vector for each value loses a put through the same node, and a dot for each does not", () => {
  assertEquals(twoAtOneNode("a vector each"), ["b"]);
  assertEquals(twoAtOneNode("dots"), ["a", "b"]);
});

Deno.test("an actor that has forgotten its earlier dot of a key loses that write, and one with another name does not", () => {
  assertEquals(afterForgetting(false), ["b"]);
  assertEquals(afterForgetting(true), ["a", "b"]);
});

Deno.test("a cart in dots: siblings, then one value that no old copy brings back", () => {
  assertEquals(cartInDots().map(({ values }) => values), [
    "book (node 0: 1)",
    "pen (node 1: 1)",
    "book (node 0: 1) | pen (node 1: 1)",
    "book, pen (node 2: 1)",
    "book, pen (node 2: 1)",
  ]);
});
