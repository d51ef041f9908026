import { assertEquals } from "@std/assert";
import { bugs } from "../../consensus/raft/bugs.ts";
import { explored } from "./explored.ts";
import { doubledMessages, fiveAdministrators } from "./grounds.ts";
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

Deno.test("a follower that cuts what matches does harm where messages are doubled, in storms and in all orders, and nowhere else", () => {
  const { change } = bugs["cuts what matches"];
  assertEquals(hunt(change, { storms: 100 }).broke, 0);
  const { tried, broke, failure } = hunt(change, { ground: doubledMessages });
  assertEquals([tried, broke], [20, 10]);
  assertEquals(failure!.violation.invariant, "handlers do not throw");
  assertEquals(hunt({}, { storms: 100, ground: doubledMessages }).broke, 0);
  const doubled = "one leader, a command, and doubled messages";
  assertEquals(explored(doubled), { states: 3676, complete: true });
  assertEquals(explored(doubled, change).failure?.steps, 8);
});
