import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { columnsOf, cut, fit, line, paragraphs, plain, sanitize, span, wrap } from "./text.ts";

const texts = fc.string({ unit: "grapheme", maxLength: 80 });

Deno.test("wrapped lines fit, and nothing but spaces is lost", () => {
  fc.assert(
    fc.property(texts, fc.integer({ min: 4, max: 60 }), (text, columns) => {
      const rows = wrap(text, columns);
      for (const row of rows) assert(columnsOf(row) <= columns, JSON.stringify(row));
      const bare = (some: string) => some.replace(/ |\n/g, "");
      assertEquals(bare(rows.join("")), bare(sanitize(text)));
    }),
    { numRuns: 500 },
  );
});

Deno.test("a text is broken between words, and later lines can hang", () => {
  assertEquals(wrap("one two three", 8), ["one two", "three"]);
  assertEquals(wrap("  one two three", 10, "  "), ["  one two", "    three"]);
  assertEquals(wrap("abcdefgh", 4), ["abcd", "efgh"]);
  assertEquals(wrap("", 4), [""]);
});

Deno.test("what is cut fits and ends in an ellipsis", () => {
  assertEquals(cut("happens before", 8), "happens…");
  assertEquals(cut("before", 6), "before");
  assertEquals(cut("漢字漢字", 5), "漢字…");
  fc.assert(fc.property(texts, fc.nat(40), (text, columns) => {
    assert(columnsOf(cut(text, columns)) <= columns);
  }));
});

Deno.test("no text can steer the terminal", () => {
  assertEquals(sanitize("\x1b[31mred\x1b[0m \x1b]0;title\x07\x1b[2Jx\r\x08\x9by\tz"), "red xy  z");
  assertEquals(sanitize("two\nlines"), "two\nlines");
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      assert(!/(?!\n)\p{Cc}/u.test(sanitize(text)));
    }),
    { numRuns: 500 },
  );
});

Deno.test("paragraphs are joined where they were broken by hand", () => {
  assertEquals(paragraphs("one\ntwo\n\nthree"), "one two\n\nthree");
});

Deno.test("a line that does not fit keeps its styles and ends in an ellipsis", () => {
  const long = line(span("happens", "strong"), " before");
  assertEquals(plain(fit(long, 10)), "happens b…");
  assertEquals(fit(long, 10)[0], span("happens", "strong"));
  assertEquals(fit(long, 20), long);
});
