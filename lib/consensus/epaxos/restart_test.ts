import { assertEquals } from "@std/assert";
import { bugs, type Change } from "./bugs.ts";
import { storyWith } from "./story_test.ts";

/**
 * Replica 1 helps to decide what replica 0 asks for, crashes, comes back, and helps replica 2, which has heard of
 * nothing. On what does the command of replica 2 depend?
 */
function told(change?: Change): readonly number[] {
  const { states, ask, takeOver, comeBack, talk, settle, lose } = storyWith(change, 3);
  ask(0);
  talk(0, 1, 2);
  lose();
  comeBack(1);
  ask(2);
  settle([1, 2]);
  takeOver(2, "2.1");
  settle([1, 2]);
  return states[2]!.rows[2]!.get(1)!.proposal!.dependencies;
}

Deno.test("a replica that comes back still knows what it has pre-accepted", () => {
  assertEquals(told(), [1, 0, 0]);
  assertEquals(told(bugs["what is pre-accepted is not saved"]!.change), [0, 0, 0]);
});
