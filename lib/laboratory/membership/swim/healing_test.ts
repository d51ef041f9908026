import { assert, assertEquals } from "@std/assert";
import { healing } from "./healing.ts";

Deno.test("swim healing: a group that was parted finds together if the dead are tried, and never if they are not", () => {
  const { seenParted, healedMs } = healing();
  assertEquals(seenParted, 5);
  assert(healedMs !== null && healedMs < 60_000, `${healedMs}`);
  assertEquals(healing({ reconnects: false }).healedMs, null);
  assertEquals(healing({ syncMs: 0 }).healedMs, null);
});
