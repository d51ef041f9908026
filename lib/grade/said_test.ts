import { assertEquals, assertThrows } from "@std/assert";
import { inBytes, listed, many, unlike } from "./said.ts";
import { Wrong } from "./wrong.ts";

Deno.test("a situation that goes wrong is told with what must be, and why", () => {
  const thrown = assertThrows(() => unlike({ asked: "a", came: "b", must: "c", why: "d" }), Wrong);
  assertEquals(thrown.message, "asked: a\n  came: b\n  must be: c\n  why: d");
});

Deno.test("bytes are told as a text if they are one, and else by their digits; of many the first", () => {
  const of = (...bytes: number[]) => inBytes(Uint8Array.from(bytes));
  assertEquals([of(97, 98), of(97, 32), of()], ['"ab"', "6120", "no bytes"]);
  assertEquals(inBytes(new Uint8Array(30).fill(97), 3), '"aaa"… (30 bytes)');
  assertEquals([inBytes(undefined), inBytes("ab")], ["nothing", "no bytes, but a string"]);
});

Deno.test("one is told as one, and lines have numbers", () => {
  assertEquals([many(1, "byte"), many(0, "byte")], ["1 byte", "0 bytes"]);
  assertEquals(listed(["a", "b"]), "    1. a\n    2. b");
});
