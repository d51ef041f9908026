import { assertEquals } from "@std/assert";
import { bytesOf } from "./bytes_of.ts";

Deno.test("bytes: the size of data is about that of its text", () => {
  assertEquals(bytesOf("abc"), 5);
  assertEquals(bytesOf([1, null, true]), 26);
  assertEquals(bytesOf({ key: "abc" }), 2 + 5 + 5);
  assertEquals(bytesOf(new Map([["a", 1]])), 2 + 3 + 8);
  assertEquals(bytesOf(new Set([1, 2])), 18);
  assertEquals(bytesOf(new Uint8Array(100)), 102);
});
