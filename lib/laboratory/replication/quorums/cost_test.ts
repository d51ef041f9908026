import { assert, assertEquals, assertThrows } from "@std/assert";
import { quorumCost, roundCosts } from "./cost.ts";

Deno.test("two phases are two rounds and 4 N messages, one phase half of both", () => {
  for (const nodes of [3, 5]) {
    assertEquals(roundCosts(nodes), [
      { operation: "write, one writer", messages: 2 * nodes, rounds: 1 },
      { operation: "write, many writers", messages: 4 * nodes, rounds: 2 },
      { operation: "read, written back", messages: 4 * nodes, rounds: 2 },
      { operation: "read, fast", messages: 2 * nodes, rounds: 1 },
      { operation: "read, regular", messages: 2 * nodes, rounds: 1 },
    ]);
  }
});

Deno.test("the more others write, the fewer reads are fast", () => {
  const shares = [0, 0.05, 0.2, 0.5].map((writes) => quorumCost({ writes, seats: 2 }).fast);
  assertEquals(shares[0], 1);
  assert(shares.every((share, i) => i === 0 || share < shares[i - 1]!), `${shares}`);
  assertEquals(quorumCost({ writes: 0.2, settings: { writeBack: "always" } }).fast, 0);
});

Deno.test("writes to one register do not make reads of another slow", () => {
  const fast = (keys: number) => quorumCost({ writes: 0.5, seats: 2, keys }).fast;
  assert(fast(20) > fast(1));
});

Deno.test("what cannot be measured is refused", () => {
  assertThrows(() => quorumCost({ writes: 0, nodes: 0 }), RangeError, "nodes must be");
});
