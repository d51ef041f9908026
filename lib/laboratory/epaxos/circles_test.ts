import { assertEquals } from "@std/assert";
import { circlesOf, circling, graphOf, latestOnly } from "./circles.ts";
import { smallCluster } from "./cluster.ts";
import { underLoad } from "./load.ts";

const five = smallCluster({
  nodes: 5,
  asks: [0, 1, 2].map((node) => ({ node, at: 10, command: `x←${node}` })),
});

Deno.test("two of three writes at once come after each other", () => {
  const circles = circlesOf(graphOf(five.states[4]!));
  assertEquals(circles.map((each) => each.map(({ instance }) => instance).sort()), [[
    "1.1",
    "2.1",
  ]]);
});

Deno.test("all replicas have the same graph", () => {
  const [first, ...others] = five.states.map((s) =>
    [...graphOf(s!)].sort(([a], [b]) => a < b ? -1 : 1)
  );
  for (const other of others) assertEquals(other, first);
});

Deno.test("where nothing interferes there are no circles", () => {
  const run = underLoad({ by: "epaxos", conflict: 0, forMs: 1000 });
  assertEquals(circling(run), { share: 0, largest: 0 });
});

Deno.test("of a row only the last counts", () => {
  assertEquals(latestOnly(["0.1", "0.3", "1.2", "0.2"]), ["0.3", "1.2"]);
});
