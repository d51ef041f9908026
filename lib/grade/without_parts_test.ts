import { assertEquals } from "@std/assert";
import { withoutParts } from "./without_parts.ts";

const without = (list: string, least?: number) =>
  [...withoutParts([...list], least)].map((letters) => letters.join("")).join(" ");

Deno.test("a list is tried without its halves, its quarters, and at last without each single one", () => {
  assertEquals(without("abcd"), "cd ab bcd acd abd abc");
  assertEquals(without("abcde"), "cde abe bcde acde abde abce abcd");
});

Deno.test("a list of one has a smaller one, and the empty list has none", () => {
  assertEquals([...withoutParts([1])], [[]]);
  assertEquals([...withoutParts([])], []);
});

Deno.test("fewer than asked for are not left out", () => {
  assertEquals(without("abcd", 2), "cd ab");
  assertEquals(without("a", 2), "");
});
