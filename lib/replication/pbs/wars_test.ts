import { assertEquals, assertThrows } from "@std/assert";
import { type Leg, type Trial, trial, visibility } from "./wars.ts";

const one = { copies: 1, reads: 1, writes: 1 };

/** So many trials of one replica, in which a write takes 1 ms, 2 ms, …, and a read none. */
function counted(trials: number) {
  let ms = 0;
  return visibility(one, trials, (leg) => leg === "w" ? ++ms : 0);
}

Deno.test("so many trials of a hundred take no longer than the quantile says, and no fewer", () => {
  const three = counted(3);
  assertEquals([0.01, 1 / 3, 0.5, 2 / 3, 0.9, 1].map(three.writeMs), [1, 1, 2, 2, 3, 3]);
  assertEquals([0.25, 0.26, 0.5, 0.75].map(counted(4).writeMs), [1, 2, 2, 3]);
});

Deno.test("a read sees a write as soon as it comes to a replica after it", () => {
  const legs: Record<Leg, number> = { w: 5, a: 1, r: 2, s: 1 };
  const expected: Trial = { writeMs: 6, readMs: 3, visibleMs: -3 };
  assertEquals(trial(one, (leg) => legs[leg]), expected);
});

Deno.test("quorums, legs and times that cannot be are refused", () => {
  assertThrows(() => trial({ ...one, reads: 5 }, () => 1), RangeError, "reads");
  for (const ms of [NaN, -1, Infinity]) {
    assertThrows(() => trial(one, () => ms), RangeError, `given ${ms}`);
    assertThrows(() => visibility(one, 3, () => ms), RangeError, "leg w");
  }
  assertThrows(() => counted(3).consistent(NaN), RangeError, "ms must be a number");
  assertEquals([-1, 0, Infinity].map(counted(3).consistent), [0, 1, 1]);
});

Deno.test("shares that are none are refused", () => {
  for (const share of [0, -1, 1.1, NaN]) {
    assertThrows(() => counted(3).writeMs(share), RangeError, "share");
  }
});
