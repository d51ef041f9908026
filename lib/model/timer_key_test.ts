import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import type { Key, Tagged } from "./protocol.ts";
import { compareTimers, idOf, keyOf, timerId } from "./timer_key.ts";

function timer(type: string, key?: Key): Tagged {
  return { type, ...(key === undefined ? {} : { key }) };
}

Deno.test("ids tell types and keys apart, and a number from the same digits as a string", () => {
  const timers = [
    timer("a"),
    timer("b"),
    timer("a", 1),
    timer("a", "1"),
    timer("a", ""),
    timer("a1"),
  ];
  assertEquals(new Set(timers.map(idOf)).size, timers.length);
  assertEquals(idOf(timer("a")), "a");
  assertEquals(timerId("a", 0), timerId("a", -0));
});

Deno.test("timers are ordered by type, then without a key, then by numbers, then by texts", () => {
  const sorted = [timer("a"), timer("a", 2), timer("a", 10), timer("a", "1"), timer("b")];
  assertEquals(sorted.toReversed().sort(compareTimers), sorted);
});

Deno.test("the order of timers is total: two compare equal only when they have one id", () => {
  const key = fc.option(fc.oneof(fc.integer(), fc.double(), fc.string()), { nil: undefined });
  const any = fc.record({ type: fc.constantFrom("a", "b"), key }).map(({ type, key }) =>
    timer(type, key)
  );
  fc.assert(
    fc.property(any, any, any, (a, b, c) => {
      assertEquals(Math.sign(compareTimers(a, b)), 0 - Math.sign(compareTimers(b, a)));
      if (compareTimers(a, b) === 0) assertEquals(idOf(a), idOf(b));
      if (compareTimers(a, b) <= 0 && compareTimers(b, c) <= 0) assert(compareTimers(a, c) <= 0);
    }),
    { seed: 1 },
  );
});

Deno.test("a key that is neither a string nor a number is refused", () => {
  const strange = { type: "retry", key: [1] } as Tagged;
  assertThrows(() => keyOf(strange), TypeError, `"retry" because its key must be`);
});
