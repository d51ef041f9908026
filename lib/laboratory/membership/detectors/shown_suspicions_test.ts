import { assert, assertEquals } from "@std/assert";
import { judgeClass } from "../../../membership/detector/classes.ts";
import { shownSuspicions } from "./shown_suspicions.ts";

Deno.test("the run that accuracy is shown on has mistakes before messages are in time, and none after; so it is ◇P and not P", () => {
  const trace = shownSuspicions();
  const mistakes = trace.suspicions.filter(({ of, fromMs }) => of !== 2 || fromMs < 3000);
  assert(mistakes.length >= 2 && mistakes.length <= 8, `${mistakes.length}`);
  assert(mistakes.every(({ untilMs }) => untilMs < 2500));
  assertEquals(judgeClass(trace, "P", 4000).holds, false);
  assertEquals(judgeClass(trace, "◇P", 4000).holds, true);
});
