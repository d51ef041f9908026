import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { escape, rounded, shorten, textWidth, wrap, wrapEvenly } from "./text.ts";

Deno.test("wrapped lines are no wider than asked and lose no word", () => {
  const words = fc.array(fc.string({ minLength: 1 }).filter((w) => !/\s/.test(w)), {
    maxLength: 20,
    size: "max",
  });
  fc.assert(fc.property(words, fc.integer({ min: 40, max: 400 }), (list, width) => {
    const lines = wrap(list.join(" "), 12, width);
    for (const line of lines) assert(textWidth(line, 12) <= width || [...line].length === 1);
    assertEquals(lines.join("").replaceAll(" ", ""), list.join(""));
  }));
});

Deno.test("evened lines are as many as wrapped ones, and none is much shorter than it must be", () => {
  const words = fc.array(fc.constantFrom("a", "chain", "of", "servers"), {
    minLength: 1,
    maxLength: 20,
  });
  fc.assert(fc.property(words, fc.integer({ min: 90, max: 400 }), (list, width) => {
    const lines = wrapEvenly(list.join(" "), 12, width);
    assertEquals(lines.join(" "), list.join(" "));
    assertEquals(lines.length, wrap(list.join(" "), 12, width).length);
    for (const line of lines) assert(textWidth(line, 12) <= width);
    // Narrower by one px and by one more for the search, the lines would be more.
    const widest = Math.max(...lines.map((line) => textWidth(line, 12)));
    assert(lines.length === 1 || wrap(list.join(" "), 12, widest - 2).length > lines.length);
  }));
});

Deno.test("a shortened text is no wider than asked", () => {
  assertEquals(shorten("store x", 12, 200), "store x");
  assert(textWidth(shorten("a".repeat(90), 12, 80), 12) <= 80);
});

Deno.test("escaped text holds no markup and nothing that XML forbids", () => {
  assertEquals(escape(`<a href="x">'&`), "&lt;a href=&quot;x&quot;&gt;&#39;&amp;");
  assertEquals(escape("a\u0000b\ud800c"), "a\ufffdb\ufffdc");
});

Deno.test("numbers are written with at most two decimals", () => {
  assertEquals([1, 1.005, -0.001, 12.3456].map(rounded), ["1", "1", "0", "12.35"]);
});
