import { assertEquals } from "@std/assert";
import { kit } from "../consensus/paxos/kit.ts";
import { exploredKit } from "./explored.ts";

Deno.test("explored: what is right is gone through to the end, and nothing is drawn", () => {
  assertEquals(exploredKit(kit, "an old vote"), { states: 203, complete: true });
});

Deno.test("explored: of what is wrong there is the shortest run, which ends in the failure", () => {
  const { failure, complete } = exploredKit(kit, "an old vote", "first vote");
  assertEquals(complete, false);
  assertEquals([failure?.property, failure?.steps], ["chosen stays", 6]);
  assertEquals(failure?.trace.at(-1)?.kind, "violation");
  assertEquals(failure?.servers.length, 3);
});
