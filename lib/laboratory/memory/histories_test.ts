import { assert, assertEquals, assertThrows } from "@std/assert";
import { inWords, memory, named } from "./histories.ts";

Deno.test("words become a history, and a history words", () => {
  const words = '0 w x 1, 1 r x 1, 1 r y -, 2 w "" 0, 11 r "0" -1';
  assertEquals(inWords(memory(words)), words);
  assertEquals(memory(words).map(({ input }) => input.key), ["x", "x", "y", "", "0"]);
  const [write, read] = memory("0 w x 1 & 1 r x -");
  assert(write!.endedAt > read!.invokedAt, "they overlap");
});

Deno.test("registers may have any name, and nothing at all is a history", () => {
  assertEquals(memory(""), []);
  for (const name of ["a b", "a, b", "x & y", '"', "\\", "\n", "é", "0", "x-y"]) {
    const words = `0 w ${named(name)} 1, 1 r ${named(name)} -`;
    assertEquals(memory(words).map(({ input }) => input.key), [name, name]);
    assertEquals(inWords(memory(words)), words);
  }
});

Deno.test("words that are no history are refused with what they must be", () => {
  const wrong = [
    ...[
      "x",
      "0",
      "0 w",
      "0 w x",
      "0 w x -",
      "0 q x 1",
      "a w x 1",
      "-1 w x 1",
      "0.5 r x 1",
      "0 r x one",
    ],
    ...[
      '0 w "x 1',
      '0 w "\\q" 1',
      "0 w x 1,",
      "0 w x 1 &",
      ", 0 w x 1",
      "0 w x 1 1 r x 1",
      "0 w x NaN",
    ],
    ...["0 w x 1, ,1 r x 1", "0 w x 1; 1 r x 1", "0 w x, 1 r x 1"],
  ];
  for (const words of wrong) {
    const { message } = assertThrows(() => memory(words), SyntaxError, undefined, words);
    const rule =
      "Cannot read a history because each operation must be like `0 w x 1` or `1 r x -`, ";
    assert(message.startsWith(rule) && /: given "/.test(message), message);
  }
});
