import { assertEquals } from "@std/assert";
import { joined } from "./joined.ts";

Deno.test("parts stand one after another, empty ones and none as well, and nothing is shared", () => {
  const part = Uint8Array.of(1, 2);
  const all = joined([part, new Uint8Array(), Uint8Array.of(3)]);
  assertEquals(all, Uint8Array.of(1, 2, 3));
  assertEquals(joined([]), new Uint8Array());
  const copy = joined([part]);
  copy[0] = 9;
  assertEquals(part[0], 1);
});
