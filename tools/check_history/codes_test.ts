import { assertEquals } from "@std/assert";
import { codeOf } from "./codes.ts";

Deno.test("a violation is certain, whatever could not be decided beside it", () => {
  assertEquals(codeOf(["ok", "violation", "unknown"]), 1);
  assertEquals(codeOf(["unknown", "violation"]), 1);
  assertEquals(codeOf(["ok", "unknown"]), 2);
  assertEquals(codeOf(["ok", "ok"]), 0);
});
