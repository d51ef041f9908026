import { assert, assertEquals } from "@std/assert";
import { faults, quorum, weak } from "./byzantine_quorum.ts";

Deno.test("four replicas stand one liar, seven two, and three none", () => {
  assertEquals([1, 3, 4, 6, 7, 10].map(faults), [0, 0, 1, 1, 2, 3]);
  assertEquals([1, 3, 4, 7, 10].map(quorum), [1, 2, 3, 5, 7]);
  assertEquals([4, 7].map(weak), [2, 3]);
});

Deno.test("two quorums share somebody who does not lie, and the loyal alone are a quorum", () => {
  for (let n = 1; n <= 100; n++) {
    assert(2 * quorum(n) - n > faults(n), `${n}`);
    assert(n - faults(n) >= quorum(n), `${n}`);
  }
});
