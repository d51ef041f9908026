import { assertEquals } from "@std/assert";
import { isolation } from "./isolation.ts";
import type { KeyConsistency } from "./key_order.ts";
import { transactions } from "./notation.ts";

function names(text: string, keys: KeyConsistency): string[] {
  const model = "rw-register";
  return [...isolation(transactions(text, model), { model, keys }).counts.keys()];
}

Deno.test("blind writes of one process are in order where keys are sequential", () => {
  // Who read 1 read what process 0 had overwritten before it wrote y, which is read too.
  const fractured = "0:wx1@0-1 | 0:wx2wy1@2-3 | 1:rx1ry1@0-9";
  assertEquals(names(fractured, "none"), ["G-single-process"]);
  assertEquals(names(fractured, "sequential"), ["G-single"]);
  assertEquals(names(fractured, "linearizable"), ["G-single"]);
});

Deno.test("blind writes of several processes are in order where keys are linearizable", () => {
  const fractured = "0:wx1@0-1 | 2:wx2wy1@2-3 | 1:rx1ry1@0-9";
  assertEquals(names(fractured, "none"), ["G-single-realtime"]);
  assertEquals(names(fractured, "sequential"), ["G-single-realtime"]);
  assertEquals(names(fractured, "linearizable"), ["G-single"]);
  const overlapping = "0:wx1@0-2 | 2:wx2wy1@2-3 | 1:rx1ry1@0-9";
  assertEquals(names(overlapping, "linearizable"), []);
});

Deno.test("whoever has ended counts until another began after that", () => {
  const both = "0:wx1@0-5 | 1:wx2@3-6 | 2:wx3wy1@7-8 | 3:rx1ry1@0-9";
  assertEquals(names(both, "linearizable"), ["G-single"]);
});

Deno.test("what was read is in order too", () => {
  const seen = "0:wx1@0-9 | 1:wx2wy1@0-9 | 2:rx1@0-1 | 2:rx2@2-3 | 3:rx1ry1@0-9";
  assertEquals(names(seen, "none"), ["G-single-process"]);
  assertEquals(names(seen, "sequential"), ["G-single"]);
});

Deno.test("a key that contradicts the assumption is told, and nothing is inferred from it", () => {
  const back = "0:wx1@0-1 | 0:wx2@2-3 | 0:rx1@4-5";
  assertEquals(names(back, "none"), ["cyclic versions-process"]);
  assertEquals(names(back, "sequential"), ["cyclic versions-process"]);
  assertEquals(names(back, "linearizable"), ["cyclic versions-process"]);
  const toStart = "0:wx1@0-1 | 0:rx@2-3";
  assertEquals(names(toStart, "linearizable"), ["G-single-process"]);
});

Deno.test("order leads over many transactions that follow each other", () => {
  const chain = "wx1 ; wx2 ; wx3 ; wx4 ; wx5wy1";
  const read = `${chain} ; rx4ry1@0-99`;
  assertEquals(names(read, "none"), ["G-single-realtime"]);
  assertEquals(names(read, "linearizable"), ["G-single"]);
});
