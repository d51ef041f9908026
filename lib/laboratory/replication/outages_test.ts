import { assertEquals } from "@std/assert";
import { chainOutages, primaryOutages } from "./outages.ts";

Deno.test("outages of a chain and of a primary stand in one table", () => {
  assertEquals(
    [...chainOutages(), ...primaryOutages()].map((row) => [
      row.queries,
      row.updates,
      row["under way"],
    ]),
    [[0, 1, 0], [0, 0, 2], [1, 0, 1], [1, 1, 1], [5, 5, 5], [1, 1, 1]],
  );
});
