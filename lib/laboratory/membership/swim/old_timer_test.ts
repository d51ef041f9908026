import { assertEquals } from "@std/assert";
import { oldTimer } from "./old_timer.ts";

Deno.test("swim old timer: it kills a later incarnation only if it does not know its own", () => {
  assertEquals(oldTimer(false).broken, undefined);
  const { broken, trace } = oldTimer(true);
  assertEquals(broken, "suspected first");
  const last = trace.at(-1)!;
  assertEquals(last.kind, "violation");
  const words = JSON.stringify(last);
  assertEquals(words.includes("incarnation 1"), true, words);
});
