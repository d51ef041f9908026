import { assertEquals, assertThrows } from "@std/assert";
import { bugRuns } from "./bug_runs.ts";

Deno.test("swim bug runs: a row says what breaks, and where it is found", () => {
  const [instance, storm] = bugRuns(["dead at once", "leaving is dying"]);
  assertEquals(instance, {
    mistake: "Who does not answer is dead, without a suspicion that it could refute.",
    breaks: "suspected first",
    "found by": 'exploring "one prober"',
  });
  assertEquals(storm!["found by"], 'seed 1 of the storm "leaves"');
});

Deno.test("swim bug runs: a mistake that nobody knows is refused", () => {
  assertThrows(() => bugRuns(["none"]), RangeError, 'given "none"');
});
