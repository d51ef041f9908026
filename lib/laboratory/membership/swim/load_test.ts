import { assert, assertAlmostEquals } from "@std/assert";
import { loadOf } from "./load.ts";

Deno.test("swim load: two messages for each member and period, with ten members and with ten thousand", () => {
  for (const nodes of [10, 100, 1000]) assertAlmostEquals(loadOf(nodes).messages, 2, 0.01);
  assertAlmostEquals(loadOf(10_000, { periods: 2 }).messages, 2, 0.01);
});

Deno.test("swim load: lost messages cost more, as others are asked for help, and no more in a larger group", () => {
  const [few, many] = [10, 100].map((nodes) => loadOf(nodes, { loss: 0.1, periods: 50 }).messages);
  assert(few! > 2.5 && many! > 2.5 && Math.abs(few! - many!) < 0.5, `${few}, ${many}`);
});
