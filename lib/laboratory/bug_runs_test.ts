import { assertEquals, assertThrows } from "@std/assert";
import { kit } from "../membership/gossip/kit.ts";
import { bugRuns } from "./bug_runs.ts";

Deno.test("bug runs: a row says what is done wrong, what breaks, and where that is seen", () => {
  const name = "loses interest before it tells";
  assertEquals(bugRuns(kit, [name]), [{
    mistake: kit.bugs[name]!.words,
    breaks: "interest is lost for a reason",
    "found by": 'exploring "two nodes"',
  }]);
});

Deno.test("bug runs: a mistake that breaks something else than it says is not shown", () => {
  const { "loses interest before it tells": bug } = kit.bugs;
  const other = { ...kit, bugs: { other: { ...bug!, breaks: "delivered once" } } };
  assertThrows(() => bugRuns(other, ["other"]), Error, 'Cannot show "other"');
  assertThrows(() => bugRuns(kit, ["none of them"]), Error, "none of them");
});
