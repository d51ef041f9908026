import { assertEquals, assertThrows } from "@std/assert";
import { kit } from "../../multiraft/kit.ts";
import { bugRuns } from "./bug_runs.ts";

Deno.test("a mistake is run with it and without, and told in its words", () => {
  const name = "a child that remembers nothing", { words, breaks } = kit.bugs[name]!;
  const [row] = bugRuns([name]);
  assertEquals(row!.mistake, words);
  assertEquals(row!.breaks, breaks);
});

Deno.test("a mistake that is not there is refused with those that are", () => {
  assertThrows(() => bugRuns(["too tired"]), RangeError, "a child that remembers nothing");
});
