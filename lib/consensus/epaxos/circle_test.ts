import { assertEquals } from "@std/assert";
import { bugs, type Change } from "./bugs.ts";
import { decidedIn, storyWith } from "./story_test.ts";

/**
 * Five replicas, of which 0 and 1 ask for commands that interfere and are gone: replica 2 has heard of the one alone,
 * and replica 3 of the other. What is decided in the two instances, when they have taken over so often?
 */
function told(times: number, change?: Change): (string | undefined)[][] {
  const { states, ask, takeOver, talk, settle, lose } = storyWith(change, 5);
  ask(0);
  talk(0, 2, 1);
  ask(1);
  talk(1, 3, 1);
  lose();
  for (let i = 0; i < times; i++) {
    takeOver(2, "0.1");
    takeOver(3, "1.1");
    settle([2, 3, 4]);
  }
  return [0, 1].map((replica) => decidedIn(states, replica).slice(2));
}

Deno.test("two recoveries whose coordinators are gone do not wait for each other", () => {
  assertEquals(told(1), [["a", "a", "a"], ["a", "a", "a"]]);
});

Deno.test("whoever waits for each instance that contradicts it waits in a circle for ever", () => {
  const none = [undefined, undefined, undefined];
  assertEquals(told(20, bugs["waits in a circle"]!.change), [none, none]);
});
