import { assert, assertEquals } from "@std/assert";
import { repairRun } from "./repair.ts";

Deno.test("without repair of any kind, what was missed stays missing", () => {
  assertEquals(repairRun({ readRepair: false, repairMs: null }).agreedMs, null);
});

Deno.test("gets that mend make copies alike as soon as each key has been read, with one message a key", () => {
  const { agreedMs, mends, messages } = repairRun({ readRepair: true, repairMs: null });
  assert(agreedMs !== null && agreedMs <= 20 * 20 + 100, `${agreedMs}`);
  assertEquals(mends, 20);
  const without = repairRun({ readRepair: false, repairMs: null });
  assert(messages - without.messages <= 20 + 10, `${messages} ${without.messages}`);
});

Deno.test("comparing copies makes them alike without any reads of the keys, but later", () => {
  const slow = repairRun({ readRepair: false, repairMs: 1000 });
  assert(slow.agreedMs !== null && slow.agreedMs > 400, `${slow.agreedMs}`);
});
