import { assertEquals, assertThrows } from "@std/assert";
import { assertSizes, fastQuorum, slowQuorum, usualSizes } from "./quorums.ts";

Deno.test("the fast quorum is that of the paper where n is 2f + 1", () => {
  for (let f = 1; f < 20; f++) {
    const sizes = usualSizes(2 * f + 1);
    assertEquals(fastQuorum(sizes), f + Math.floor((f + 1) / 2));
    assertEquals(slowQuorum(sizes), f + 1);
    assertSizes(sizes);
  }
});

Deno.test("whatever the number of replicas, the usual sizes are allowed", () => {
  for (let n = 1; n < 40; n++) assertSizes(usualSizes(n));
});

Deno.test("three replicas of five decide at once, and no larger e is allowed", () => {
  assertEquals(fastQuorum(usualSizes(5)), 3);
  assertThrows(
    () => assertSizes({ replicas: 7, failures: 3, fastFailures: 3 }),
    RangeError,
    "Cannot run EPaxos because there must be 2 · fastFailures + failures − 1 replicas or more, " +
      "which are 8: given 7",
  );
});

Deno.test("so many failures that no majority is left are refused", () => {
  assertThrows(
    () => assertSizes({ replicas: 4, failures: 2, fastFailures: 1 }),
    RangeError,
    "less than half of 4 replicas: given 2",
  );
  assertThrows(
    () => assertSizes({ replicas: 5, failures: 1, fastFailures: 2 }),
    RangeError,
    "from 0 to failures (1): given 2",
  );
});
