import { assertEquals } from "@std/assert";
import { growth } from "./siblings.ts";

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
