import { assert, assertEquals, assertThrows } from "@std/assert";
import { handledPerCommand, leastHandled } from "./busiest.ts";

Deno.test("messages are as many as arithmetic says", () => {
  for (const nodes of [3, 5]) {
    assertEquals(handledPerCommand({ nodes, by: "multipaxos" }).busiest, 2 * (nodes - 1));
    for (const by of ["epaxos", "thrifty epaxos"] as const) {
      const { mean, busiest } = handledPerCommand({ nodes, by });
      assert(Math.abs(mean - leastHandled({ nodes, by })) < 1e-9);
      assert(busiest < 1.3 * mean);
    }
  }
});

Deno.test("conflicts cost messages", () => {
  const { mean } = handledPerCommand({ nodes: 5, by: "epaxos", conflict: 1 });
  assert(mean > 1.1 * leastHandled({ nodes: 5, by: "epaxos" }));
});

Deno.test("fewer than three servers are refused", () => {
  assertThrows(() => handledPerCommand({ nodes: 2, by: "epaxos" }), RangeError, "three rows");
});
