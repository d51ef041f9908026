import { assert, assertEquals } from "@std/assert";
import { display } from "hb/figure/figure.ts";
import { stateMachine } from "hb/figure/state_machine/state_machine.ts";
import { withTitles } from "../../site/markdown/titles.ts";
import { withUnits } from "../../site/markdown/units.ts";
import { leastWidth, leastWidths, withWidths } from "../../site/markdown/widths.ts";

Deno.test("a column keeps room for its longest text in three lines, or for a word or two", () => {
  const ofTwo = (longest: number) => leastWidth(longest, 2);
  assertEquals([5, 36, 37, 60, 108, 900].map(ofTwo), [7, 12, 13, 20, 36, 36]);
  assertEquals([leastWidth(5, 7), leastWidth(60, 7)], [undefined, 20]);
  assertEquals(leastWidths([["a", "b".repeat(90)], ["c".repeat(50)]]), [
    17,
    30,
  ]);
  assertEquals(leastWidths([]), []);
});

Deno.test("a number in a table keeps its unit beside it", () => {
  const cell = (text: string) => `<td style="text-align:left">${text}</td>`;
  assertEquals(
    withUnits(
      cell("100 % of 7 s, 2 kB") + cell("2 of 3 servers") + "<p>5 ms</p>",
    ),
    cell("100\u00a0% of 7\u00a0s, 2\u00a0kB") + cell("2 of 3 servers") +
      "<p>5 ms</p>",
  );
});

Deno.test("a picture has its title as a text before it, in one piece", async () => {
  const title = "Whoever goes from here arrives there, and ".repeat(3).trim();
  const bundle = await stateMachine([{ name: "here" }, { name: "there" }], {
    title,
    transitions: [{ from: "here", to: "there", words: "goes" }],
  })[display]();
  const html = bundle["text/html"] as string;
  const [, before, words] = /^([^]*?)<p class="picture-title"[^>]*>(.*?)<\/p><svg/.exec(
    withTitles(html),
  )!;
  assert(html.startsWith(before!));
  assertEquals(
    words,
    "Whoever goes from here arrives there, and ".repeat(3).trim(),
  );
  const lines = [...withTitles(html).matchAll(/class="title"/g)].length;
  assert(lines > 1 && withTitles(html).includes(`--title: ${21 * lines}px;`));
  assertEquals(
    withTitles("<svg><text>no title</text></svg>"),
    "<svg><text>no title</text></svg>",
  );
});

Deno.test("the heads of a table say how narrow its columns may become, whatever style they have", () => {
  const long = "what happens in it ".repeat(6);
  const html =
    `<p>before</p><table><caption>x</caption>\n<thead><tr><th style="text-align:left">n</th>` +
    `<th style="text-align:left">what</th><th>why</th></tr></thead>\n` +
    `<tbody><tr><td>1</td><td><b>${long}</b></td><td>&lt;&lt;&lt;</td></tr></tbody></table>`;
  assertEquals(
    withWidths(html),
    html.replace(`left">n<`, `left;min-width:3ch">n<`)
      .replace(`left">what`, `left;min-width:36ch">what`)
      .replace("<th>", `<th style="min-width:5ch">`),
  );
  const plain = `<table><tr><th>${"n".repeat(60)}</th></tr></table>`;
  assertEquals(
    withWidths(plain),
    plain.replace("<th>", `<th style="min-width:20ch">`),
  );
  assertEquals(withWidths("<p>no table</p>"), "<p>no table</p>");
});
