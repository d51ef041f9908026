import { assertEquals } from "@std/assert";
import { type Activity, together } from "./activity.ts";

/** A clock that looks at the condition once a millisecond. */
function clockwork() {
  let now = 0;
  const wait = (ms: number, until: () => boolean) => {
    for (const end = now + ms; now < end && !until(); now++);
  };
  return { now: () => now, wait };
}

Deno.test("activities take turns as their pauses have it", () => {
  const clock = clockwork();
  const log: string[] = [];
  function* walk(name: string, ms: number): Activity {
    for (let step = 0; step < 3; step++) {
      log.push(`${name}${step} at ${clock.now()}`);
      yield { ms };
    }
  }
  together([walk("a", 10), walk("b", 15)], clock);
  assertEquals(log, ["a0 at 0", "b0 at 0", "a1 at 10", "b1 at 15", "a2 at 20", "b2 at 30"]);
  assertEquals(clock.now(), 45);
});

Deno.test("a pause ends early when what was awaited has come about", () => {
  const clock = clockwork();
  let bell = false;
  const heard: number[] = [];
  function* listen(): Activity {
    yield { ms: 1000, until: () => bell };
    heard.push(clock.now());
  }
  function* ring(): Activity {
    yield { ms: 7 };
    bell = true;
  }
  together([listen(), ring()], clock);
  assertEquals(heard, [7]);
});

Deno.test("nothing to do takes no time", () => {
  const clock = clockwork();
  together([], clock);
  assertEquals(clock.now(), 0);
});
