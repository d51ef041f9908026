import { assert, assertEquals } from "@std/assert";
import { boundedTimeout, readTimeout, timeLeft } from "./deadline.ts";

Deno.test("a call has what is left of its time, never less than nothing and never more than the most", () => {
  assertEquals(timeLeft(1_500, 1_000, 30_000), 500);
  assertEquals(timeLeft(900, 1_000, 30_000), 0);
  assertEquals(timeLeft(Infinity, 1_000, 30_000), 30_000);
  assertEquals(timeLeft(1_000 + readTimeout("99999999H")!, 1_000, 30_000), 30_000);
  assertEquals(timeLeft(NaN, 1_000, 30_000), 0);
});

Deno.test("a timeout has one to eight digits and one of six units", () => {
  const ms = { "1H": 3.6e6, "2M": 120_000, "3S": 3_000, "4m": 4, "5u": 0.005, "00000007m": 7 };
  for (const [text, is] of Object.entries(ms)) assertEquals(readTimeout(text), is, text);
  assert(Math.abs(readTimeout("99999999n")! - 99.999999) < 1e-9);
  for (const text of ["", "5", "m", "123456789m", "-1S", "1.5S", "1s", "1 S", "0x1S", "1S "]) {
    assertEquals(readTimeout(text), undefined, text);
  }
});

Deno.test("a timeout beyond the longest timer becomes one that is not, and all others stay", () => {
  for (const text of ["99999999H", "597H", "99999999M", "99999999S", "2147484S"]) {
    assertEquals(boundedTimeout(text), "596H", text);
  }
  for (const text of ["596H", "2147483S", "99999999m", "99999999u", "1n", "0S", "nonsense"]) {
    assertEquals(boundedTimeout(text), text);
  }
});
