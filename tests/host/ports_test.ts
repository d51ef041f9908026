import { assertEquals, assertNotEquals } from "@std/assert";
import { freePorts, takeRange } from "./ports.ts";

Deno.test("who asks for a range of ports that another has gets another one", () => {
  const one = takeRange(7), other = takeRange(7), third = takeRange(7);
  try {
    assertEquals(new Set([one, other, third].map(({ first }) => first)).size, 3);
  } finally {
    for (const { guard } of [one, other, third]) guard.close();
  }
});

Deno.test("a port that is let go is not given out again at once, and one in use is passed over", () => {
  const first = freePorts(3), next = freePorts(3);
  assertNotEquals(first, next);
  const starts = Array.from({ length: 40 }, () => freePorts(3));
  assertEquals(new Set(starts).size, starts.length);
  const [low] = starts.toSorted((a, b) => a - b);
  using _taken = Deno.listen({ hostname: "127.0.0.1", port: low! + 1 });
  // All the way round, past the port that is taken.
  const round = Array.from({ length: 80 }, () => freePorts(3));
  assertEquals(round.filter((port) => port <= low! + 1 && low! + 1 < port + 3), []);
});
