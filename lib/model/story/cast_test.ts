import { assertEquals, assertThrows } from "@std/assert";
import { castOf } from "./cast.ts";
import { storyOf } from "./story.ts";

const story = storyOf([
  { at: 0, kind: "start", node: 1, recovered: false },
  { at: 0, kind: "start", node: 0, recovered: false },
  { at: 1, kind: "invoke", process: 3, address: 30, operation: 0, input: 1, local: 0 },
  { at: 1, kind: "invoke", process: 2, address: 20, operation: 1, input: 1 },
  { at: 2, kind: "send", message: 0, from: 20, to: 1, body: "x", nth: 1, latencyMs: 1 },
  { at: 3, kind: "invoke", process: 2, address: 21, operation: 2, input: 1 },
]);

Deno.test("clients stand above nodes, but one that sits at a node stands below that", () => {
  assertEquals(castOf(story).lanes.map(({ name }) => name), [
    "client 2",
    "node 0",
    "client 3",
    "node 1",
  ]);
});

Deno.test("every return address of a client is on its line", () => {
  const { at, client } = castOf(story);
  assertEquals([20, 21, 30].map((address) => at(address).name), [
    "client 2",
    "client 2",
    "client 3",
  ]);
  assertEquals(at(21), client(2));
});

Deno.test("lines have the names that labels give, also of clients that were never heard to ask", () => {
  const cast = castOf(story, {
    node: (id) => `shop ${id}`,
    client: (process) => `user ${process}`,
  });
  assertEquals(cast.lanes.map(({ name }) => name), ["user 2", "shop 0", "user 3", "shop 1"]);
  assertEquals(cast.client(8), { kind: "client", id: 8, name: "user 8" });
});

Deno.test("an address that the trace does not name has no line", () => {
  assertThrows(() => castOf(story).at(5), RangeError, "Cannot draw node 5 because");
});

Deno.test("a node that is only ever sent to has a line as well", () => {
  const { lanes } = castOf(storyOf([
    { at: 0, kind: "send", message: 0, from: 0, to: 4, body: "x", nth: 1, latencyMs: 1 },
    { at: 0, kind: "fault", words: "a cut", nodes: [2] },
  ]));
  assertEquals(lanes.map(({ name }) => name), ["node 0", "node 2", "node 4"]);
});
