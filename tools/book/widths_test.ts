import { assertEquals } from "@std/assert";
import { leastWidth, leastWidths, withWidths } from "../../site/markdown/widths.ts";

Deno.test("a column keeps room for its longest text in three lines, and short ones ask for nothing", () => {
  assertEquals([5, 36, 37, 60, 108, 900].map(leastWidth), [undefined, undefined, 13, 20, 36, 36]);
  assertEquals(leastWidths([["a", "b".repeat(90)], ["c".repeat(50)]]), [17, 30]);
  assertEquals(leastWidths([]), []);
});

Deno.test("the heads of a table say how narrow its columns may become, whatever style they have", () => {
  const long = "what happens in it ".repeat(6);
  const html =
    `<p>before</p><table><caption>x</caption>\n<thead><tr><th style="text-align:left">n</th>` +
    `<th style="text-align:left">what</th><th>why</th></tr></thead>\n` +
    `<tbody><tr><td>1</td><td><b>${long}</b></td><td>&lt;&lt;&lt;</td></tr></tbody></table>`;
  assertEquals(
    withWidths(html),
    html.replace(`left">what`, `left;min-width:36ch">what`),
  );
  const plain = `<table><tr><th>${"n".repeat(60)}</th></tr></table>`;
  assertEquals(withWidths(plain), plain.replace("<th>", `<th style="min-width:20ch">`));
  assertEquals(withWidths("<p>no table</p>"), "<p>no table</p>");
});
