import { assert, assertEquals, assertThrows } from "@std/assert";
import { faults, quorum, weak } from "./byzantine_quorum.ts";

Deno.test("quorums of any number of replicas meet in somebody loyal, and there is one without those who are silent", () => {
  for (let n = 1; n <= 200; n++) {
    assert(2 * quorum(n) - n >= faults(n) + 1, `${n}`);
    assert(quorum(n) <= n - faults(n), `${n}`);
    // One less, and two of them may meet in liars alone.
    assert(2 * (quorum(n) - 1) - n < faults(n) + 1, `${n}`);
    assertEquals(weak(n), faults(n) + 1);
  }
});

Deno.test("there is no quorum of nobody, and none of half a replica", () => {
  assertThrows(() => faults(0), RangeError, "n must be a whole number from 1 on: given 0");
  assertThrows(() => quorum(4.5), RangeError, "given 4.5");
});
