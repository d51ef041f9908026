import { assertEquals } from "@std/assert";
import { bugs } from "../../consensus/raft/bugs.ts";
import type { Bounds } from "../../consensus/raft/instances.ts";
import { explored } from "./explored.ts";

Deno.test("removing two of three in one step lets the old majority elect; the joint way does not", () => {
  const removal: Bounds = {
    stands: (node, term) => node < 2 && term === node,
    asks: [{
      type: "change",
      transition: "auto",
      changes: [{ type: "remove", node: 1 }, { type: "remove", node: 2 }],
    }],
  };
  const { failure } = explored(removal, bugs["changes several at once"].change);
  assertEquals([failure?.property, failure?.steps], ["leader completeness", 9]);
  const right = explored(removal, {}, 10);
  assertEquals([right.failure, right.complete], [undefined, false]);
});
