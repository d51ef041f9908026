import { assertEquals } from "@std/assert";
import { MessageFaults } from "./message_faults.ts";

Deno.test("messages are counted from 1, each directed link for itself", () => {
  const faults = new MessageFaults([], true);
  assertEquals([faults.next(0, 1), faults.next(0, 1), faults.next(1, 0), faults.next(0, 2)], [
    1,
    2,
    1,
    1,
  ]);
});

Deno.test("nobody counts when nobody needs the numbers", () => {
  assertEquals(new MessageFaults([], false).counting, false);
  assertEquals(new MessageFaults([{ kind: "crash", at: 0, node: 0 }], false).counting, false);
  assertEquals(new MessageFaults([{ kind: "lose", from: 0, to: 1, nth: 1 }], false).counting, true);
});

Deno.test("what the schedule says about one message is put together, until all heals", () => {
  const faults = new MessageFaults([
    { kind: "delay", from: 0, to: 1, nth: 2, latencyMs: 7 },
    { kind: "duplicate", from: 0, to: 1, nth: 2, latencyMs: 9 },
    { kind: "lose", from: 1, to: 0, nth: 2 },
  ], false);
  assertEquals(faults.fate(0, 1, 2), { lost: false, latencyMs: 7, copyMs: 9 });
  assertEquals(faults.fate(1, 0, 2), { lost: true });
  assertEquals(faults.fate(0, 1, 1), undefined);
  faults.heal();
  assertEquals(faults.fate(1, 0, 2), undefined);
});
