import { assertEquals } from "@std/assert";
import { chainOutages, primaryOutages } from "./outages.ts";

Deno.test("outages of a chain and of a primary are measured alike: until the first answer", () => {
  assertEquals(
    [...chainOutages(), ...primaryOutages()].map(({ queries, updates }) => [queries, updates]),
    [[0, 2], [0, 2], [1, 1], [5, 5], [1, 1]],
  );
});
