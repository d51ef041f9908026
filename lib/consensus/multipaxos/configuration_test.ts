import { assertEquals } from "@std/assert";
import { membersAfter, membersAt, stillInForce } from "./configuration.ts";

const three = [
  { from: 1, members: [0, 1, 2] },
  { from: 9, members: [2, 3, 4] },
  { from: 300, members: [4, 500] },
];

Deno.test("multipaxos: each slot has the members of the last configuration that holds there", () => {
  const at = (slot: number) => membersAt(three, slot);
  assertEquals([1, 8, 9, 299, 300, 2 ** 40].map(at), [
    [0, 1, 2],
    [0, 1, 2],
    [2, 3, 4],
    [2, 3, 4],
    [4, 500],
    [4, 500],
  ]);
});

Deno.test("multipaxos: whoever is a member of some later slot is told", () => {
  assertEquals(membersAfter(three, 0), [0, 1, 2, 3, 4, 500]);
  assertEquals(membersAfter(three, 7), [0, 1, 2, 3, 4, 500]);
  assertEquals(membersAfter(three, 8), [2, 3, 4, 500]);
  assertEquals(membersAfter(three, 299), [4, 500]);
});

Deno.test("multipaxos: a configuration is forgotten when no later slot has it", () => {
  assertEquals(stillInForce(three, 7), three);
  assertEquals(stillInForce(three, 8), three.slice(1));
  assertEquals(stillInForce(three, 298), three.slice(1));
  assertEquals(stillInForce(three, 299), three.slice(2));
  for (let slot = 0; slot < 400; slot++) {
    const left = stillInForce(three, slot);
    for (let later = slot + 1; later < 400; later++) {
      assertEquals(membersAt(left, later), membersAt(three, later));
    }
  }
});
