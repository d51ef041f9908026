import { assert, assertEquals } from "@std/assert";
import { World } from "../../sim/world.ts";
import type { Message, Order } from "../messages.ts";
import { multiraft } from "../multiraft.ts";

type Merge = Omit<Extract<Order, { type: "merge" }>, "type">;

/** What is said to an order that the range with "b" become a part of another, and to who reads "b" after. */
function told(merge: Merge, nodes = 6, gateway = 0): unknown[] {
  const members = [0, 1, 2];
  const world = new World({
    protocol: multiraft({
      ranges: [
        { group: 1, start: "", end: "m", members },
        { group: 2, start: "m", end: "t", members: [3, 4, 5] },
        { group: 3, start: "t", end: null, members },
      ],
    }),
    nodes,
    seed: 1,
    trace: "none",
    clients: {
      workload: [[
        { at: 1500, input: { type: "order", key: "b", order: { type: "merge", ...merge } } },
        { input: { type: "ask", operation: { type: "get", key: "b" } } },
      ]],
      ask: (input) => input as Message,
      to: () => gateway,
    },
  });
  world.run(4000);
  return world.history.map(({ output }) => output);
}

const read = { ok: true, value: null };

Deno.test("a range is not told to stop for one that there is not, and goes on serving", () => {
  const cases: readonly [Merge, string][] = [
    [{ into: 99, intoVersion: 1, intoKey: "m" }, '"m" is in range 2 in version 1'],
    [{ into: 2, intoVersion: 7, intoKey: "m" }, '"m" is in range 2 in version 1'],
    [
      { into: 3, intoVersion: 1, intoKey: "t" },
      '"t" is in range 3 in version 1, which is no neighbour',
    ],
    [
      { into: 2, intoVersion: 1, intoKey: "b" },
      '"b" is in range 1 in version 1, which is no neighbour',
    ],
  ];
  for (const [merge, words] of cases) assertEquals(told(merge), [{ ok: false, words }, read]);
});

Deno.test("a range becomes a part of a neighbour that the gateway must find first", () => {
  for (const gateway of [0, 4, 11]) {
    const [order, got] = told({ into: 2, intoVersion: 1, intoKey: "n" }, 12, gateway);
    assertEquals(order, { ok: true, words: null });
    assert((got as { ok: boolean }).ok);
  }
});
