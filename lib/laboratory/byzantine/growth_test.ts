import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import {
  decisionTraffic,
  exponentOf,
  exponentsOf,
  handoverTraffic,
  type Traffic,
  viewChangeTraffic,
} from "./growth.ts";
import type { Way } from "./services.ts";

const between = (measure: (n: number) => Traffic, what: keyof Traffic) =>
  exponentOf([16, 31].map((n) => [n, measure(n)[what]] as const));

Deno.test("growth: a decision of PBFT takes n² messages, one of HotStuff n", () => {
  for (const n of [4, 7, 10]) {
    assertEquals(decisionTraffic("pbft", n).messages, 2 * n * (n - 1));
    // Three rounds to and fro, what decides, and all who tell the next leader what they know.
    assertEquals(decisionTraffic("hotstuff-basic", n).messages, 8 * (n - 1));
  }
  const exponents = (way: Way) => between((n) => decisionTraffic(way, n), "messages");
  assertAlmostEquals(exponents("pbft"), 2, 0.06);
  for (const way of ["hotstuff-basic", "hotstuff", "hotstuff-2"] as const) {
    assertAlmostEquals(exponents(way), 1, 0.06, way);
  }
});

Deno.test("growth: without threshold signatures HotStuff sends n² signatures, too", () => {
  const basic = (n: number) => decisionTraffic("hotstuff-basic", n);
  assertAlmostEquals(between(basic, "signatures"), 2, 0.15);
  assertAlmostEquals(between(basic, "authenticators"), 1, 0.06);
});

Deno.test("growth: PBFT's change of the view takes n³ signatures, and a handover in HotStuff n certificates", () => {
  const change = (n: number) => viewChangeTraffic("pbft", n);
  assertAlmostEquals(between(change, "signatures"), 3, 0.1);
  assertAlmostEquals(between(change, "authenticators"), 2, 0.1);
  assertEquals([4, 7, 16].map((n) => handoverTraffic(n).authenticators), [6, 12, 30]);
  assertAlmostEquals(exponentsOf(handoverTraffic).authenticators, 1, 0.06);
  const late = (n: number) => viewChangeTraffic("hotstuff-basic", n);
  assert(between(late, "messages") > 1.8, "that it is time, all tell all");
});

Deno.test("growth: an exponent takes two points, and clusters that are too small or large are refused", () => {
  assertAlmostEquals(exponentOf([[2, 8], [4, 64]]), 3, 1e-12);
  for (const points of [[], [[1, 1]], [[2, 1], [2, 1]], [[0, 1], [2, 1]]] as [number, number][][]) {
    assertThrows(() => exponentOf(points), RangeError, "Cannot tell an exponent because");
  }
  assertThrows(
    () => decisionTraffic("pbft", 3),
    RangeError,
    "Cannot count what replicas say because replicas must be a whole number from 4 to 64: given 3",
  );
  assertThrows(() => viewChangeTraffic("paxos" as "pbft", 4), RangeError, "way must be one of");
});
