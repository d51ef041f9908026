import { assert, assertEquals } from "@std/assert";
import { craqThroughput, throughput } from "./throughput.ts";

Deno.test("with queries alone a chain does what one server does, and a weak chain what all of them do", () => {
  assertEquals(throughput("chain", 3, 0), 200);
  assertEquals(throughput("primary–backup", 3, 0), 200);
  assertEquals(throughput("weak chain", 3, 0), 600);
});

Deno.test("with updates alone all ways are limited by the server that computes them", () => {
  for (const way of ["chain", "weak chain", "primary–backup"] as const) {
    assertEquals(throughput(way, 3, 1), 20);
  }
});

Deno.test("in between a chain does more than primary–backup, and from some updates on more than a weak chain", () => {
  for (const share of [0.1, 0.25]) {
    assert(throughput("chain", 3, share) > 1.3 * throughput("primary–backup", 3, share));
  }
  assert(throughput("chain", 3, 0.25) > throughput("weak chain", 3, 0.25));
});

Deno.test("queries of clean objects scale with the length of a chain with CRAQ, and not without", () => {
  for (const servers of [3, 5, 7]) {
    assertEquals(craqThroughput("tail", servers, 0).queries, 1000);
    assertEquals(craqThroughput("craq", servers, 0).queries, 1000 * servers);
  }
});

Deno.test("when the object is written all the time, CRAQ still answers more queries than the tail alone", () => {
  for (const servers of [3, 5, 7]) {
    const [tail, craq] = [craqThroughput("tail", servers, 5), craqThroughput("craq", servers, 5)];
    assert(craq.queries > 1.5 * tail.queries && craq.updates > tail.updates);
  }
});
