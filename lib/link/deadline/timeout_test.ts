import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { MalformedBytes } from "../../codec/malformed.ts";
import { LONGEST_TIMER_MS, narrowed, timeLeft, timerFor } from "./deadline.ts";
import { LONGEST_TIMEOUT_MS, readTimeout, writeTimeout } from "./timeout.ts";

Deno.test("grpcbox 85: from 100 ms on, nanoseconds need more digits than there are", () => {
  assertEquals(writeTimeout(99.999_999), "99999999n");
  assertEquals(writeTimeout(100), "100000u");
  assertEquals(writeTimeout(99_999.999), "99999999u");
  assertEquals(writeTimeout(100_000), "100000m");
  assertEquals(writeTimeout(100_000_000), "100000S");
  assertEquals(writeTimeout(100_000_000_000), "1666666M");
  assertEquals(writeTimeout(99_999_999 * 60_000 + 60_000), "1666666H");
});

Deno.test("grpcbox 89: 99,999,999 hours are a time in the future", () => {
  const ms = readTimeout("99999999H");
  assertEquals(ms, LONGEST_TIMEOUT_MS);
  assert(Number.isSafeInteger(ms) && timeLeft(5 + ms, 5) === ms);
  assertEquals(writeTimeout(ms), "99999999H");
  // A timer cannot be set for so long: it would ring at once.
  assertEquals(timerFor(ms, 0), LONGEST_TIMER_MS);
});

Deno.test("what is too long or over is told as the longest, or none", () => {
  for (const ms of [Infinity, LONGEST_TIMEOUT_MS + 3_600_000]) {
    assertEquals(writeTimeout(ms), "99999999H");
  }
  for (const ms of [0, -1, -Infinity]) assertEquals(readTimeout(writeTimeout(ms)), 0);
  assertThrows(() => writeTimeout(NaN), RangeError, "a number is required: given NaN");
});

Deno.test("grpc 19383: every unit at its boundaries is read as it was written", () => {
  const each = { n: 1e-6, u: 1e-3, m: 1, S: 1e3, M: 6e4, H: 3.6e6 };
  for (const [unit, ms] of Object.entries(each)) {
    for (const count of [0, 1, 9, 10, 99_999_999]) {
      assertEquals(readTimeout(`${count}${unit}`), count * ms);
    }
    assertThrows(() => readTimeout(`100000000${unit}`), MalformedBytes);
  }
});

Deno.test("on its way no time is added, and hardly any is lost", () => {
  const ms = fc.double({ min: 0, max: LONGEST_TIMEOUT_MS, noNaN: true });
  fc.assert(
    fc.property(fc.oneof(ms, ms.map((ms) => ms ** 0.5), ms.map((ms) => ms ** 0.2)), (ms) => {
      const text = writeTimeout(ms), back = readTimeout(text);
      assert(/^\d{1,8}[numSMH]$/.test(text), text);
      // A product of fractions may be off by its last bit.
      assert(back <= ms * (1 + 1e-15), `${ms} became ${back}`);
      assert(back >= ms * (1 - 1e-5) - 1e-6, `${ms} became ${back}`);
    }),
    { numRuns: 2000 },
  );
});

Deno.test("what is no timeout is malformed", () => {
  for (
    const text of [
      "",
      "1",
      "S",
      "-1S",
      "+1S",
      "1.5S",
      "1 S",
      " 1S",
      "1S ",
      "1s",
      "1h",
      "١S",
      "1e3m",
    ]
  ) {
    assertThrows(() => readTimeout(text), MalformedBytes, "one to eight digits and a unit");
  }
  const long = assertThrows(() => readTimeout("9".repeat(100_000)), MalformedBytes);
  assert(long.message.length < 200);
});

Deno.test("a call in turn has less time, never more", () => {
  assertEquals(narrowed(100, 30, 50), 80);
  assertEquals(narrowed(100, 500, 50), 100);
  assertEquals(narrowed(100, -5, 50), 50);
  assertEquals(narrowed(Infinity, 500, 50), 550);
  assertEquals([timeLeft(100, 40), timeLeft(100, 140), timeLeft(Infinity, 0)], [60, 0, Infinity]);
});
