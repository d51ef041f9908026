import { assertEquals } from "@std/assert";
import { paperLatencies } from "./paper.ts";

Deno.test("an update takes 94 ms and a query 7 ms in the paper's chain of three, to the ms", () => {
  assertEquals(paperLatencies(3), { update: 94, query: 7 });
});

Deno.test("a query takes as long in a chain of any length, and an update 21 ms more for each server", () => {
  for (const length of [2, 3, 5]) {
    assertEquals(paperLatencies(length), { update: 73 + 21 * (length - 2), query: 7 });
  }
});
