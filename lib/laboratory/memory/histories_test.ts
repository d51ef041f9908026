import { assert, assertEquals } from "@std/assert";
import { inWords, memory } from "./histories.ts";

Deno.test("words become a history, and a history words", () => {
  const words = '0 w x 1, 1 r x 1, 1 r y -, 2 w "" 0, 11 r "0" -1';
  assertEquals(inWords(memory(words)), words);
  assertEquals(memory(words).map(({ input }) => input.key), ["x", "x", "y", "", "0"]);
  const [write, read] = memory("0 w x 1 & 1 r x -");
  assert(write!.endedAt > read!.invokedAt, "they overlap");
});
