import { assert, assertEquals } from "@std/assert";
import { spreadOf } from "./spread.ts";

Deno.test("swim spread: news reaches all in a number of periods that grows with the logarithm of the group", () => {
  const all = [10, 100, 1000].map((nodes) => spreadOf(nodes).all!);
  assert(all[0]! <= 4 && all[1]! <= 7 && all[2]! <= 10, `${all}`);
});

Deno.test("swim spread: told too few times, news dies out before it has reached all", () => {
  const { all, heard } = spreadOf(100, { settings: { transmits: 0.3 } });
  assertEquals(all, null);
  assert(heard.at(-1)! < 99);
});
