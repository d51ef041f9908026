import { assertEquals } from "@std/assert";
import { keysOf } from "./keys.ts";

const cases: readonly (readonly [string, string, string[]])[] = [
  ["characters that come together, in lower case", "hR?", ["h", "r", "?"]],
  ["arrows, in both forms", "\x1b[A\x1bOB", ["up", "down"]],
  ["pages", "\x1b[5~\x1b[6~", ["page up", "page down"]],
  ["Enter and Escape", "\r\n\x1b", ["return", "return", "escape"]],
  ["Ctrl-C", "\x03", ["q"]],
  ["Escape twice", "\x1b\x1b", ["escape", "escape"]],
  [
    "arrows with modifiers, function keys and the mouse, which mean nothing",
    "\x1b[1;5A\x1b[15~",
    [],
  ],
  ["characters with Alt and with Ctrl, which mean nothing", "\x1bq\x11\x1a", []],
  ["characters of other scripts", "漢é", ["漢", "é"]],
  ["a key between others", "n\x1b[Bn", ["n", "down", "n"]],
];

for (const [what, text, keys] of cases) {
  Deno.test(`keys: ${what}`, () => assertEquals(keysOf(text), keys));
}
