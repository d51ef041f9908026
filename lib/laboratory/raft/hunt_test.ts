import { assertEquals } from "@std/assert";
import { bugs } from "../../consensus/raft/bugs.ts";
import { explored } from "./explored.ts";
import { fiveAdministrators } from "./grounds.ts";
import { hunt } from "./hunt.ts";

Deno.test("a hunt ends with the tenth storm that breaks something, and shows the shortest failure", () => {
  const { tried, broke, failure } = hunt(bugs["votes for any log"].change);
  assertEquals([tried, broke], [27, 10]);
  assertEquals(failure!.violation.invariant, "leader completeness");
  assertEquals(failure!.schedule.length, 1);
});

Deno.test("a hunt finds nothing in Raft itself", () => {
  assertEquals(hunt({}, { storms: 100 }), { tried: 100, broke: 0, failure: undefined });
  const ground = fiveAdministrators;
  assertEquals(hunt({}, { storms: 100, ground }), { tried: 100, broke: 0, failure: undefined });
});

Deno.test("Raft itself has no failure in a small instance, and all its states are seen", () => {
  assertEquals(explored("two stand in term 1"), { states: 3332, complete: true });
});
