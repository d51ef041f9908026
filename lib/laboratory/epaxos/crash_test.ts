import { assert, assertEquals, assertThrows } from "@std/assert";
import { constant } from "../../sim/latency.ts";
import { coordinatorCrash, coordinatorCrashes } from "./crash.ts";

Deno.test("another key does not wait, and the same key until somebody recovers", () => {
  for (let seed = 1; seed <= 10; seed++) {
    const { sameKey, otherKey } = coordinatorCrash(seed, { latency: constant(5) });
    assertEquals(otherKey, 10);
    assert(sameKey >= 130 && sameKey < 600, `${sameKey} ms`);
  }
});

Deno.test("who waits for less recovers earlier", () => {
  const eager = coordinatorCrashes({ recoverMs: [40, 80] }, 20);
  assert(eager.sameKey < coordinatorCrashes({}, 20).sameKey);
  assertThrows(
    () => coordinatorCrash(1, { nodes: 2 }),
    RangeError,
    "three servers or more: given 2",
  );
});
