import { assertEquals } from "@std/assert";
import { kit } from "../../reads/bodega/kit.ts";
import { exploredReads } from "./explored.ts";

Deno.test("reads: the shortest way to a stale read is a run that ends with it", () => {
  const { steps, trace, complete } = exploredReads(kit, "three readers", "a majority is enough");
  assertEquals([steps, complete], [4, false]);
  assertEquals(trace.at(-1)?.kind, "violation");
});

Deno.test("reads: without a mistake there is no such run", () => {
  const { states, trace, complete } = exploredReads(kit, "three readers");
  assertEquals([states, complete, trace], [2443, true, []]);
});
