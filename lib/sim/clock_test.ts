import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertNotEquals,
  assertThrows,
} from "@std/assert";
import { Clock, clocksOf } from "./clock.ts";
import { Random } from "./random.ts";

Deno.test("a clock shows its offset and its drift", () => {
  const clock = new Clock(50, 100);
  assertEquals(clock.read(0), 50);
  // 100 ppm is 8.64 s a day.
  assertAlmostEquals(clock.read(86_400_000) - 86_400_000, 50 + 8640, 1e-6);
});

Deno.test("a fast clock counts a span in less time, a slow one in more", () => {
  assertEquals(new Clock(0, 0).span(0.1), 0.1);
  assertEquals(new Clock(0, 1_000_000).span(10), 5);
  assertEquals(new Clock(0, -500_000).span(10), 20);
  assert(Number.isInteger(new Clock(0, 123).span(10) * 1024), "spans stay on the time grid");
});

Deno.test("a jump changes what the clock shows, not how fast it runs", () => {
  const clock = new Clock(0, 0);
  clock.jump(-30);
  assertEquals([clock.read(100), clock.span(10)], [70, 10]);
});

Deno.test("clocks are drawn within the bounds, and by the seed", () => {
  const options = { maxOffsetMs: 20, maxDriftPpm: 200 };
  const draw = (seed: number) =>
    clocksOf(options, 100, new Random(seed)).map((clock) => [
      clock.read(0),
      clock.read(1e6) - clock.read(0) - 1e6,
    ]);
  const drawn = draw(1);
  assert(drawn.every(([offset, drift]) => Math.abs(offset!) <= 20 && Math.abs(drift!) <= 200));
  assert(drawn.some(([offset]) => offset! > 10) && drawn.some(([offset]) => offset! < -10));
  assert(drawn.some(([, drift]) => drift! > 100) && drawn.some(([, drift]) => drift! < -100));
  assertEquals(draw(1), drawn);
  assertNotEquals(draw(2), drawn);
});

Deno.test("a clock that is set takes its draws all the same, so that the others stay as they are", () => {
  const [, free] = clocksOf({ maxOffsetMs: 20 }, 2, new Random(1));
  const [set, other] = clocksOf(
    { maxOffsetMs: 20, set: [{ offsetMs: 7, driftPpm: 1_000_000 }] },
    2,
    new Random(1),
  );
  assertEquals(set!.read(1), 9);
  assertEquals(other!.read(0), free!.read(0));
});

Deno.test("clock bounds must not be negative", () => {
  const random = new Random(1);
  assertThrows(() => clocksOf({ maxOffsetMs: -1 }, 1, random), RangeError, "given -1");
  assertThrows(() => clocksOf({ maxDriftPpm: -2 }, 1, random), RangeError, "given -2");
});
