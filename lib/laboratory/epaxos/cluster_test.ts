import { assertEquals, assertThrows } from "@std/assert";
import { commandOf, smallCluster } from "./cluster.ts";

Deno.test("a client beside its replica waits for one round trip, and for two when somebody is in its way", () => {
  const { history } = smallCluster({
    asks: [{ node: 0, at: 10, command: "x←1" }, { node: 1, at: 12, command: "x←2" }],
  });
  const waited = history.toSorted((a, b) => a.process - b.process)
    .map(({ invokedAt, endedAt }) => endedAt - invokedAt);
  assertEquals(waited, [20, 40]);
});

Deno.test("commands are written as in the text", () => {
  assertEquals(commandOf("x←1"), { type: "put", key: "x", value: "1" });
  assertEquals(commandOf("key2?"), { type: "get", key: "key2" });
  assertThrows(() => commandOf("x = 1"), RangeError, "as x←1 or as x?");
});
