import { assert, assertEquals } from "@std/assert";
import { count, loadIn, middleOf, newLoad, rateAt, SAMPLE } from "./loads.ts";

Deno.test("a load comes to the operations a second, and is forgotten by halves", () => {
  const load = newLoad(0);
  for (let now = 0; now < 60_000; now += 20) count(load, "k", now, 5000);
  assert(Math.abs(rateAt(load, 60_000, 5000) - 50) < 1);
  assert(Math.abs(rateAt(load, 65_000, 5000) - 25) < 1);
  // A clock that goes back makes nothing of it.
  const before = rateAt(load, 60_000, 5000);
  count(load, "k", 0, 5000);
  assert(rateAt(load, 60_000, 5000) > before);
});

Deno.test("the middle key has half of the load before it, and is never the first of the range", () => {
  const load = newLoad(0);
  assertEquals(middleOf(load, ""), null);
  for (let i = 0; i < SAMPLE; i++) count(load, `k${String(i % 8)}`, i, 5000);
  assertEquals(middleOf(load, ""), "k4");
  for (let i = 0; i < SAMPLE; i++) count(load, "k7", i, 5000);
  // One key alone cannot be divided.
  assertEquals(middleOf(load, ""), null);
  count(load, "k1", 0, 5000);
  assertEquals(middleOf(load, ""), "k7");
  assertEquals(middleOf(load, "k7"), null);
});

Deno.test("of a range that was split a half of the load stays, and is asked about new keys", () => {
  const load = newLoad(0, 3);
  for (let i = 0; i < SAMPLE; i++) count(load, `k${i}`, i, 5000);
  assertEquals(loadIn(load, 3, 40), load);
  const after = loadIn(load, 4, 40);
  assertEquals(rateAt(after, 40, 5000), rateAt(load, 40, 5000) / 2);
  assertEquals(middleOf(after, ""), null);
  assertEquals(loadIn(undefined, 4, 40), newLoad(40, 4));
});
