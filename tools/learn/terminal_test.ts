import { assert, assertEquals } from "@std/assert";
import { picture, usable } from "./terminal.ts";
import { columnsOf, line, span } from "./text.ts";

/** The rows of a picture, without what steers the terminal. */
function rowsOf(drawn: string): string[] {
  // deno-lint-ignore no-control-regex -- what steers a terminal begins with ESC
  return drawn.replace(/\x1b\[[0-9;?]*[A-Za-z]/g, "").split("\r\n");
}

Deno.test("a terminal that does not tell its size gets the usual one", () => {
  assertEquals(usable({ columns: 0, rows: 0 }), { columns: 80, rows: 24 });
  assertEquals(usable({ columns: 0, rows: 50 }), { columns: 80, rows: 50 });
  assertEquals(usable({ columns: 120, rows: 50 }), { columns: 120, rows: 50 });
});

Deno.test("a picture has no more rows and columns than the terminal, whatever it is made of", () => {
  const lines = Array.from({ length: 9 }, () => line(span("漢".repeat(40)), span("x", "bad")));
  const rows = rowsOf(picture(lines, { columns: 25, rows: 4 }, true));
  assertEquals(rows.length, 4);
  for (const row of rows) assert(columnsOf(row) <= 25 && columnsOf(row) >= 23, row);
});

Deno.test("a text cannot steer the terminal, and stays on its line", () => {
  const drawn = picture([line(span("one\x1b[2J\ntwo\r\x07"))], { columns: 40, rows: 5 }, false);
  assertEquals(rowsOf(drawn), ["one two"]);
  assert(!drawn.includes("\x1b[2J"));
});

Deno.test("every line is painted over the one before, and what is below is erased", () => {
  const drawn = picture([line(span("a")), []], { columns: 40, rows: 5 }, false);
  assert(drawn.endsWith("\x1b[H\x1b[2Ka\r\n\x1b[2K\x1b[J\x1b[?2026l"), JSON.stringify(drawn));
});

Deno.test("colours are there only where they are wanted; bold and dim text always is", () => {
  const lines = [line(span("a", "bad"), span("b", "soft"))];
  const size = { columns: 40, rows: 5 };
  assert(picture(lines, size, true).includes("\x1b[1m\x1b[31ma\x1b[0m\x1b[2mb\x1b[0m"));
  assert(picture(lines, size, false).includes("\x1b[1ma\x1b[0m\x1b[2mb\x1b[0m"));
});
