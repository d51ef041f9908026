import { assertEquals } from "@std/assert";
import { bugs, type Change } from "./bugs.ts";
import { decidedIn, storyWith } from "./story_test.ts";

/** What replicas take for decided in the first instance of replica 0, after the story of Sutra 2019 with three replicas. */
function told(change?: Change): (string | undefined)[] {
  const { states, ask, takeOver, comeBack, talk, lose } = storyWith(change, 3);
  ask(0);
  lose();
  // Replica 1 takes over in 1.1. Replica 2 knows nothing, so replica 1 votes for a no-op, and nobody hears of that.
  takeOver(1, "0.1");
  talk(1, 2, 2);
  lose();
  // Replicas 2 and 0 decide the command in 2.2: prepare, pre-accept and accept, each with its reply.
  takeOver(2, "0.1");
  talk(0, 2, 6);
  lose();
  // Replica 1 crashes and comes back, and is alone in two ballots. Then it hears replica 0.
  comeBack(1);
  takeOver(1, "0.1");
  takeOver(1, "0.1");
  lose();
  takeOver(1, "0.1");
  talk(0, 1, 4);
  return decidedIn(states, 0);
}

Deno.test("with one variable for two ballots, an old vote overturns what was decided", () => {
  assertEquals(told(), [undefined, "a", "a"]);
  assertEquals(told(bugs["one variable for two ballots"]!.change), [undefined, "no-op", "a"]);
});

Deno.test("whoever goes by the lower of two votes overturns what was decided, too", () => {
  assertEquals(told(bugs["the lower vote"]!.change), [undefined, "no-op", "a"]);
});
