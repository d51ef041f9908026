import { assert, assertEquals } from "@std/assert";
import { ruler } from "./scale.ts";

Deno.test("time is proportional where events keep their distance, and even where they crowd", () => {
  assertEquals(ruler([0, 10, 20], 0, 200, undefined).kind, "proportional");
  assertEquals(ruler([0, 0.1, 20], 0, 200, undefined).kind, "even");
});

Deno.test("on an even scale neighbouring instants have one distance, and time still runs forward", () => {
  const time = ruler([0, 1, 100, 101], 10, 310, "even");
  assertEquals([0, 1, 100, 101].map(time.x), [10, 110, 210, 310]);
  assert(time.x(50) > time.x(1) && time.x(50) < time.x(100));
});

Deno.test("ticks are round, in order, and never one upon the other", () => {
  const time = ruler([3, 97], 0, 700, "proportional");
  assertEquals(time.ticks.map((tick) => tick.label), "10 20 30 40 50 60 70 80 90".split(" "));
  const crowded = ruler(Array.from({ length: 300 }, (_, i) => i + 0.25), 0, 700, "even").ticks;
  crowded.forEach((tick, i) => assert(i === 0 || tick.x - (crowded[i - 1]?.x ?? 0) > 20));
});

Deno.test("steps are counted in whole ones, however much room there is", () => {
  const labels = (unit?: number) =>
    ruler([0, 4], 0, 700, "proportional", unit).ticks.map((tick) => tick.label).join(" ");
  assertEquals(labels(), "0 0.5 1 1.5 2 2.5 3 3.5 4");
  assertEquals(labels(1), "0 1 2 3 4");
});

Deno.test("a run of a single instant has its tick", () => {
  assertEquals(ruler([5], 0, 100, undefined).ticks, [{ x: 0, label: "5" }]);
  assertEquals(ruler([], 0, 100, undefined).x(3), 0);
});

Deno.test("a run that is too short to have a scale is one moment, not an endless row of ticks", () => {
  const time = ruler([0, 5e-324], 0, 100, "proportional");
  assertEquals(time.ticks, [{ x: 0, label: "0" }]);
  assertEquals([0, 5e-324].map(time.x), [0, 0]);
});
